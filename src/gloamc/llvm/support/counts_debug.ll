; Debug builds: as counts.ll, and a count of 0 (nobody's) or of 0xDBDBDBDB (freed and poisoned by
; gloam.runtime.heap) stops the program.

; each $name $text: retain gloam.text.retain, release gloam.text.release
define internal void @gloam.check_$name(ptr %object, i32 %count) #0 {
  %is_destroyed = icmp eq i32 %count, 0
  %is_poisoned = icmp eq i32 %count, -606348325
  %is_dead = or i1 %is_destroyed, %is_poisoned
  br i1 %is_dead, label %dead, label %done, !prof !0
dead:
  call void @gloam.panic(ptr @$text) #2
  unreachable
done:
  ret void
}

define internal void @gloam.retain_ref(ptr %object) #0 {
  %is_unset = icmp eq ptr %object, null
  br i1 %is_unset, label %done, label %counted
counted:
  %count = load i32, ptr %object
  call void @gloam.check_retain(ptr %object, i32 %count)
  %is_immortal = icmp slt i32 %count, 0
  br i1 %is_immortal, label %done, label %mortal
mortal:
  %more = add i32 %count, 1
  store i32 %more, ptr %object
  br label %done
done:
  ret void
}

define internal preserve_mostcc void @gloam.release_ref(ptr %object) #4 {
  %is_unset = icmp eq ptr %object, null
  br i1 %is_unset, label %done, label %counted
counted:
  %count = load i32, ptr %object
  call void @gloam.check_release(ptr %object, i32 %count)
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

@gloam.text.retain = internal constant { i32, i32, i64, i64, i64, [23 x i8] } { i32 -2147483648, i32 ptrtoint (ptr @class.builtins.str to i32), i64 0, i64 23, i64 1, [23 x i8] c"retain of a dead object" }, align 8
@gloam.text.release = internal constant { i32, i32, i64, i64, i64, [24 x i8] } { i32 -2147483648, i32 ptrtoint (ptr @class.builtins.str to i32), i64 0, i64 24, i64 1, [24 x i8] c"release of a dead object" }, align 8
