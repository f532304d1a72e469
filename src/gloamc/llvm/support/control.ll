; Exceptions, panics, the stack.

@gloam.exception = internal global ptr null

; A result that may be an error value is one if an exception is pending.
define internal i1 @gloam.is_pending(i1 %is_suspect) #0 {
  br i1 %is_suspect, label %confirm, label %fine, !prof !0
confirm:
  %pending = load ptr, ptr @gloam.exception
  %failed = icmp ne ptr %pending, null
  ret i1 %failed
fine:
  ret i1 false
}

; Notes that the pending exception passes a place: a row of gloam.traced, times 2^20, plus the line.
; The runtime must see an empty cell while it works on the pending exception.
define internal preserve_mostcc void @gloam.add_traceback(i64 %site) #1 {
  %number = lshr i64 %site, 20
  %line = and i64 %site, 1048575
  %row = getelementptr [2 x i32], ptr @gloam.traced, i64 %number
  %file_low = load i32, ptr %row
  %function_slot = getelementptr i8, ptr %row, i64 4
  %function_low = load i32, ptr %function_slot
  %file = zext i32 %file_low to i64
  %function = zext i32 %function_low to i64
  %pending = load ptr, ptr @gloam.exception
  store ptr null, ptr @gloam.exception
  %ignored = call i8 @gloam.runtime.exceptions.add_traceback(ptr %pending, i64 %file, i64 %line, i64 %function)
  store ptr %pending, ptr @gloam.exception
  ret void
}

define internal void @gloam.trap_if(i8 %condition, ptr %text) #0 {
  %holds = icmp ne i8 %condition, 0
  br i1 %holds, label %stop, label %done, !prof !0
stop:
  call void @gloam.panic(ptr %text) #2
  unreachable
done:
  ret void
}

; A bug of ours: says so and stops. Never returns.
define internal void @gloam.panic(ptr %text) #3 {
  store ptr null, ptr @gloam.exception
  %ignored = call i8 @gloam.runtime.raising.panic(ptr %text)
  call void @llvm.trap()
  unreachable
}

@gloam.stack_limit = internal global i64 0

define internal i8 @gloam.stack_exhausted() #0 {
  %pointer = call i64 @llvm.read_register.i64(metadata !2)
  %limit = load i64, ptr @gloam.stack_limit
  %is_below = icmp ult i64 %pointer, %limit
  %result = zext i1 %is_below to i8
  ret i8 %result
}

declare i8 @gloam.runtime.exceptions.add_traceback(ptr, i64, i64, i64)
; fallback: a program without it stops without a word.
define internal i8 @gloam.runtime.raising.panic(ptr %text) #0 {
  ret i8 0
}

; Register 0 to 3: eax, ebx, ecx, edx.
define internal i32 @gloam.cpuid(i32 %leaf, i32 %subleaf, i64 %register) #0 {
  %all = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={eax},={ebx},={ecx},={edx},{eax},{ecx},~{dirflag},~{fpsr},~{flags}"(i32 %leaf, i32 %subleaf)
  %a = extractvalue { i32, i32, i32, i32 } %all, 0
  %b = extractvalue { i32, i32, i32, i32 } %all, 1
  %c = extractvalue { i32, i32, i32, i32 } %all, 2
  %d = extractvalue { i32, i32, i32, i32 } %all, 3
  %is_b = icmp eq i64 %register, 1
  %is_c = icmp eq i64 %register, 2
  %is_d = icmp eq i64 %register, 3
  %ab = select i1 %is_b, i32 %b, i32 %a
  %abc = select i1 %is_c, i32 %c, i32 %ab
  %abcd = select i1 %is_d, i32 %d, i32 %abc
  ret i32 %abcd
}
