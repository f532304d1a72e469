; Objects: their class, their memory, boxes of floats and bools.

define internal ptr @gloam.descriptor_ref(ptr %object) #0 {
  %slot = getelementptr i8, ptr %object, i64 4
  %low = load i32, ptr %slot
  %address = zext i32 %low to i64
  %descriptor = inttoptr i64 %address to ptr
  ret ptr %descriptor
}

; int's descriptor for a small word.
define internal ptr @gloam.descriptor_word(i64 %word) #0 {
  %low = and i64 %word, 1
  %is_small = icmp eq i64 %low, 0
  br i1 %is_small, label %small, label %object
small:
  ret ptr @class.builtins.int
object:
  %address = sub i64 %word, 1
  %pointer = inttoptr i64 %address to ptr
  %descriptor = call ptr @gloam.descriptor_ref(ptr %pointer)
  ret ptr %descriptor
}

; Traced: may be part of a reference cycle.
; each $allocate: allocate, allocate_traced
define internal noalias ptr @gloam.$allocate(i64 %size, ptr %descriptor) #0 {
  %memory = call ptr @gloam.runtime.heap.$allocate(i64 %size)
  %failed = icmp eq ptr %memory, null
  br i1 %failed, label %exhausted, label %done, !prof !0
exhausted:
  %result = call ptr @gloam.$allocate_again(i64 %size, ptr %descriptor)
  ret ptr %result
done:
  call void @gloam.set_header(ptr %memory, ptr %descriptor)
  ret ptr %memory
}

; Memory may be there after a collection; otherwise a MemoryError is.
; each $allocate: allocate, allocate_traced
define internal noalias ptr @gloam.$allocate_again(i64 %size, ptr %descriptor) #1 {
  %memory = call ptr @gloam.runtime.collector.$allocate_again(i64 %size)
  %failed = icmp eq ptr %memory, null
  br i1 %failed, label %exhausted, label %done
exhausted:
  %ignored = call i8 @gloam.runtime.raising.raise_memory_error()
  ret ptr null
done:
  call void @gloam.set_header(ptr %memory, ptr %descriptor)
  ret ptr %memory
}

; One reference, and the class.
define internal void @gloam.set_header(ptr %object, ptr %descriptor) #0 {
  %address = ptrtoint ptr %descriptor to i64
  %low = trunc i64 %address to i32
  store i32 1, ptr %object
  %slot = getelementptr i8, ptr %object, i64 4
  store i32 %low, ptr %slot
  ret void
}

; A float box: {header, double}. Out of memory is fatal, so that boxing never fails.
define internal i64 @gloam.box_float(double %value) #0 {
  %first = call ptr @gloam.runtime.heap.allocate(i64 16)
  %failed = icmp eq ptr %first, null
  br i1 %failed, label %exhausted, label %done, !prof !0
exhausted:
  %second = call ptr @gloam.runtime.collector.allocate_again(i64 16) #2
  %failed_again = icmp eq ptr %second, null
  br i1 %failed_again, label %give_up, label %done
give_up:
  %ignored = call i8 @gloam.runtime.heap.out_of_memory() #2
  call void @llvm.trap()
  unreachable
done:
  %memory = phi ptr [ %first, %0 ], [ %second, %exhausted ]
  store i32 1, ptr %memory
  %slot = getelementptr i8, ptr %memory, i64 4
  store i32 ptrtoint (ptr @class.builtins.float to i32), ptr %slot
  %place = getelementptr i8, ptr %memory, i64 8
  store double %value, ptr %place
  %address = ptrtoint ptr %memory to i64
  %word = add i64 %address, 1
  ret i64 %word
}

; Borrows the word: a float holds no reference.
define internal double @gloam.unbox_float(i64 %word) #0 {
  %address = add i64 %word, 7
  %place = inttoptr i64 %address to ptr
  %value = load double, ptr %place
  ret double %value
}

; An unset bool is an unset word.
define internal i64 @gloam.box_bool(i8 %value) #0 {
  %is_unset = icmp eq i8 %value, 2
  %is_true = icmp eq i8 %value, 1
  %word = select i1 %is_true, i64 add (i64 ptrtoint (ptr @gloam.true to i64), i64 1), i64 add (i64 ptrtoint (ptr @gloam.false to i64), i64 1)
  %result = select i1 %is_unset, i64 1, i64 %word
  ret i64 %result
}

declare ptr @gloam.runtime.heap.allocate(i64)
declare ptr @gloam.runtime.heap.allocate_traced(i64)
; fallback: without a collector there is no other memory.
; each $name: allocate_again, allocate_traced_again
define internal ptr @gloam.runtime.collector.$name(i64 %size) #0 {
  ret ptr null
}
declare i8 @gloam.runtime.heap.out_of_memory()
declare i8 @gloam.runtime.raising.raise_memory_error()
