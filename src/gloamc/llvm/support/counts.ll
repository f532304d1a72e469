; Reference counts. The count is the object's first i32; negative means immortal: never written.
; A count that overflows becomes negative, hence immortal: a leak, never a use after free.
; Unset values (null, word 1) may be retained and released: nothing happens.

define internal void @gloam.retain_ref(ptr %object) #0 {
  %is_unset = icmp eq ptr %object, null
  br i1 %is_unset, label %done, label %counted
counted:
  %count = load i32, ptr %object
  %is_immortal = icmp slt i32 %count, 0
  br i1 %is_immortal, label %done, label %mortal
mortal:
  %more = add i32 %count, 1
  store i32 %more, ptr %object
  br label %done
done:
  ret void
}

; Out of line: releases are everywhere, and the convention leaves the caller's registers alone.
define internal preserve_mostcc void @gloam.release_ref(ptr %object) #4 {
  %is_unset = icmp eq ptr %object, null
  br i1 %is_unset, label %done, label %counted
counted:
  %count = load i32, ptr %object
  %is_immortal = icmp slt i32 %count, 0
  br i1 %is_immortal, label %done, label %mortal
mortal:
  %less = sub i32 %count, 1
  store i32 %less, ptr %object
  %is_dead = icmp eq i32 %less, 0
  br i1 %is_dead, label %dead, label %done
dead:
  call preserve_mostcc void @gloam.dead(ptr %object) #2
  br label %done
done:
  ret void
}

; The same inline, for functions that are compiled for speed.
define internal void @gloam.release_ref_hot(ptr %object) #0 {
  %is_unset = icmp eq ptr %object, null
  br i1 %is_unset, label %done, label %counted
counted:
  %count = load i32, ptr %object
  %is_immortal = icmp slt i32 %count, 0
  br i1 %is_immortal, label %done, label %mortal
mortal:
  %less = sub i32 %count, 1
  store i32 %less, ptr %object
  %is_dead = icmp eq i32 %less, 0
  br i1 %is_dead, label %dead, label %done
dead:
  call preserve_mostcc void @gloam.dead(ptr %object) #2
  br label %done
done:
  ret void
}

; A word: the test for small ints is inline, the rest is not.
; each $name: retain, release
define internal void @gloam.$name_word(i64 %word) #0 {
  %low = and i64 %word, 1
  %is_small = icmp eq i64 %low, 0
  br i1 %is_small, label %done, label %object, !prof !1
object:
  call preserve_mostcc void @gloam.$name_object(i64 %word)
  br label %done
done:
  ret void
}

; each $name $convention: retain ccc, release preserve_mostcc
define internal preserve_mostcc void @gloam.$name_object(i64 %word) #4 {
  %address = sub i64 %word, 1
  %pointer = inttoptr i64 %address to ptr
  call $convention void @gloam.$name_ref(ptr %pointer)
  ret void
}

@gloam.dead_list = internal global i32 0
@gloam.is_draining = internal global i8 0

; An object whose count fell to zero is destroyed at once, or, while another one is, joins a list
; threaded through the count fields (address >> 4: objects are 16-byte aligned), which is emptied
; then: so a long chain of objects needs no stack. A pending exception is set aside: destructors must
; see an empty cell.
define internal preserve_mostcc void @gloam.dead(ptr %object) #1 {
entry:
  %busy = load i8, ptr @gloam.is_draining
  %is_busy = icmp ne i8 %busy, 0
  br i1 %is_busy, label %wait, label %drain
wait:
  %address = ptrtoint ptr %object to i64
  %wide = lshr i64 %address, 4
  %link = trunc i64 %wide to i32
  %head = load i32, ptr @gloam.dead_list
  store i32 %head, ptr %object
  store i32 %link, ptr @gloam.dead_list
  ret void
drain:
  %pending = load ptr, ptr @gloam.exception
  store ptr null, ptr @gloam.exception
  store i8 1, ptr @gloam.is_draining
  br label %one
one:
  %dead = phi ptr [ %object, %drain ], [ %next, %more ]
  ; Immortal while it is destroyed: its drop hook may retain and release it.
  store i32 -2147483648, ptr %dead
  %descriptor = call ptr @gloam.descriptor_ref(ptr %dead)
  %destroy_slot = getelementptr i8, ptr %descriptor, i64 16
  %destroy_address = load i32, ptr %destroy_slot
  %destroy = inttoptr i32 %destroy_address to ptr
  %ignored = call i8 %destroy(ptr %dead)
  %first = load i32, ptr @gloam.dead_list
  %is_empty = icmp eq i32 %first, 0
  br i1 %is_empty, label %drained, label %more
more:
  %first_wide = zext i32 %first to i64
  %first_address = shl i64 %first_wide, 4
  %next = inttoptr i64 %first_address to ptr
  %rest = load i32, ptr %next
  store i32 %rest, ptr @gloam.dead_list
  br label %one
drained:
  store i8 0, ptr @gloam.is_draining
  store ptr %pending, ptr @gloam.exception
  ret void
}
