; Exact ints: the fast paths of operations on tagged words; anything else is the runtime's.
; A word is small << 1 (even) or an object's address + 1 (odd). Parameters are borrowed.
;
; The digits behind a name say which operands end there: a 1 for each that is to be released. A small
; one needs no release, so that only the slow ways, which are shared and keep their callers'
; registers, have to do it.

define internal void @gloam.int.end.0(i64 %a) #0 {
  ret void
}

define internal void @gloam.int.end.1(i64 %a) #0 {
  call void @gloam.release_word(i64 %a)
  ret void
}

; each $first: 0, 1
; each $second: 0, 1
define internal void @gloam.int.end.$first$second(i64 %a, i64 %b) #0 {
  call void @gloam.int.end.$first(i64 %a)
  call void @gloam.int.end.$second(i64 %b)
  ret void
}

; each $ends: 00, 10, 01, 11
; each $op: add, sub, mul, and_, or_, xor, floordiv, mod, lshift, rshift
define internal preserve_mostcc i64 @gloam.int.slow.$op.$ends(i64 %a, i64 %b) #1 {
  %result = call i64 @gloam.runtime.int.$op(i64 %a, i64 %b)
  call void @gloam.int.end.$ends(i64 %a, i64 %b)
  ret i64 %result
}

; each $ends: 00, 10, 01, 11
; each $op: eq, lt, le
define internal preserve_mostcc i8 @gloam.int.slow.$op.$ends(i64 %a, i64 %b) #1 {
  %result = call i8 @gloam.runtime.int.$op(i64 %a, i64 %b)
  call void @gloam.int.end.$ends(i64 %a, i64 %b)
  ret i8 %result
}

; each $ends: 00, 10, 01, 11
; each $op $swapped: gt lt, ge le
define internal preserve_mostcc i8 @gloam.int.slow.$op.$ends(i64 %a, i64 %b) #1 {
  %result = call i8 @gloam.runtime.int.$swapped(i64 %b, i64 %a)
  call void @gloam.int.end.$ends(i64 %a, i64 %b)
  ret i8 %result
}

; each $end: 0, 1
; each $op: neg, invert
define internal preserve_mostcc i64 @gloam.int.slow.$op.$end(i64 %a) #1 {
  %result = call i64 @gloam.runtime.int.$op(i64 %a)
  call void @gloam.int.end.$end(i64 %a)
  ret i64 %result
}

; each $end: 0, 1
define internal preserve_mostcc i8 @gloam.int.slow.truth.$end(i64 %a) #1 {
  %result = call i8 @gloam.runtime.int.truth(i64 %a)
  call void @gloam.int.end.$end(i64 %a)
  ret i8 %result
}

; each $ends: 00, 10, 01, 11
; each $op: add, sub
define internal i64 @gloam.int.$op.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %pair = call { i64, i1 } @llvm.s$op.with.overflow.i64(i64 %a, i64 %b)
  %overflow = extractvalue { i64, i1 } %pair, 1
  br i1 %overflow, label %slow, label %done, !prof !0
done:
  %result = extractvalue { i64, i1 } %pair, 0
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.$op.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.mul.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %factor = ashr i64 %a, 1
  %pair = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %factor, i64 %b)
  %overflow = extractvalue { i64, i1 } %pair, 1
  br i1 %overflow, label %slow, label %done, !prof !0
done:
  %result = extractvalue { i64, i1 } %pair, 0
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.mul.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
; each $op $slow: and and_, or or_, xor xor
define internal i64 @gloam.int.$op.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %result = $op i64 %a, %b
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.$slow.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; Small by positive small only: no zero, and no MIN // -1.
; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.floordiv.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_small = icmp eq i64 %low, 0
  %is_positive = icmp sgt i64 %b, 0
  %is_fast = and i1 %is_small, %is_positive
  br i1 %is_fast, label %fast, label %slow, !prof !1
fast:
  %quotient = sdiv i64 %a, %b
  %product = mul i64 %quotient, %b
  %remainder = sub i64 %a, %product
  %borrow = ashr i64 %remainder, 63
  %floor = add i64 %quotient, %borrow
  %result = shl i64 %floor, 1
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.floordiv.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.mod.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_small = icmp eq i64 %low, 0
  %is_positive = icmp sgt i64 %b, 0
  %is_fast = and i1 %is_small, %is_positive
  br i1 %is_fast, label %fast, label %slow, !prof !1
fast:
  %remainder = srem i64 %a, %b
  %sign = ashr i64 %remainder, 63
  %fix = and i64 %sign, %b
  %result = add i64 %remainder, %fix
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.mod.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; The divisor is 2 to the given power: a shift and a mask floor for every small dividend.
; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.floordiv_power.$ends(i64 %a, i64 %b, i64 %power) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %shifted = ashr i64 %a, %power
  %result = and i64 %shifted, -2
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.floordiv.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.mod_power.$ends(i64 %a, i64 %b, i64 %power) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %mask = sub i64 %b, 2
  %result = and i64 %a, %mask
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.mod.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.lshift.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_small = icmp eq i64 %low, 0
  %is_short = icmp ult i64 %b, 124
  %may_fit = and i1 %is_small, %is_short
  br i1 %may_fit, label %shift, label %slow, !prof !1
shift:
  %count = lshr i64 %b, 1
  %result = shl i64 %a, %count
  %back = ashr i64 %result, %count
  %fits = icmp eq i64 %back, %a
  br i1 %fits, label %done, label %slow, !prof !1
done:
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.lshift.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; each $ends: 00, 10, 01, 11
define internal i64 @gloam.int.rshift.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_small = icmp eq i64 %low, 0
  %is_positive = icmp sge i64 %b, 0
  %is_fast = and i1 %is_small, %is_positive
  br i1 %is_fast, label %fast, label %slow, !prof !1
fast:
  %wide = lshr i64 %b, 1
  %count = call i64 @llvm.umin.i64(i64 %wide, i64 63)
  %shifted = ashr i64 %a, %count
  %result = and i64 %shifted, -2
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.rshift.$ends(i64 %a, i64 %b) #2
  ret i64 %big
}

; Equal words are equal ints; two different small words are different ints.
; each $ends: 00, 10, 01, 11
define internal i8 @gloam.int.eq.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %same = icmp eq i64 %a, %b
  %result = zext i1 %same to i8
  ret i8 %result
slow:
  %big = call preserve_mostcc i8 @gloam.int.slow.eq.$ends(i64 %a, i64 %b) #2
  ret i8 %big
}

; each $ends: 00, 10, 01, 11
define internal i8 @gloam.int.ne.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %differs = icmp ne i64 %a, %b
  %result = zext i1 %differs to i8
  ret i8 %result
slow:
  %big = call preserve_mostcc i8 @gloam.int.slow.eq.$ends(i64 %a, i64 %b) #2
  %not = xor i8 %big, 1
  ret i8 %not
}

; each $ends: 00, 10, 01, 11
; each $op: lt, le, gt, ge
define internal i8 @gloam.int.$op.$ends(i64 %a, i64 %b) #0 {
  %either = or i64 %a, %b
  %low = and i64 %either, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %holds = icmp s$op i64 %a, %b
  %result = zext i1 %holds to i8
  ret i8 %result
slow:
  %big = call preserve_mostcc i8 @gloam.int.slow.$op.$ends(i64 %a, i64 %b) #2
  ret i8 %big
}

; -MIN_SMALL overflows, as it should; an odd word goes to the runtime.
; each $end: 0, 1
define internal i64 @gloam.int.neg.$end(i64 %a) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %pair = call { i64, i1 } @llvm.ssub.with.overflow.i64(i64 0, i64 %a)
  %overflow = extractvalue { i64, i1 } %pair, 1
  br i1 %overflow, label %slow, label %done, !prof !0
done:
  %result = extractvalue { i64, i1 } %pair, 0
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.neg.$end(i64 %a) #2
  ret i64 %big
}

; each $end: 0, 1
define internal i64 @gloam.int.invert.$end(i64 %a) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %result = xor i64 %a, -2
  ret i64 %result
slow:
  %big = call preserve_mostcc i64 @gloam.int.slow.invert.$end(i64 %a) #2
  ret i64 %big
}

; each $end: 0, 1
define internal i8 @gloam.int.truth.$end(i64 %a) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %holds = icmp ne i64 %a, 0
  %result = zext i1 %holds to i8
  ret i8 %result
slow:
  %big = call preserve_mostcc i8 @gloam.int.slow.truth.$end(i64 %a) #2
  ret i8 %big
}

define internal i64 @gloam.int.from_i64(i64 %value) #0 {
  %word = shl i64 %value, 1
  %back = ashr i64 %word, 1
  %fits = icmp eq i64 %back, %value
  br i1 %fits, label %done, label %slow, !prof !1
done:
  ret i64 %word
slow:
  %big = call i64 @gloam.runtime.int.from_i64(i64 %value) #2
  ret i64 %big
}

define internal i64 @gloam.int.from_u64(i64 %value) #0 {
  %fits = icmp ult i64 %value, 4611686018427387904
  br i1 %fits, label %done, label %slow, !prof !1
done:
  %word = shl i64 %value, 1
  ret i64 %word
slow:
  %big = call i64 @gloam.runtime.int.from_u64(i64 %value) #2
  ret i64 %big
}

; To a raw integer: the value, and whether it failed, so that the fast path need not ask the cell.
define internal { i64, i1 } @gloam.int.to_i64(i64 %a) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %untagged = ashr i64 %a, 1
  br label %done
slow:
  %big = call i64 @gloam.runtime.int.to_i64(i64 %a) #2
  %pending = load ptr, ptr @gloam.exception
  %failed = icmp ne ptr %pending, null
  br label %done
done:
  %value = phi i64 [ %untagged, %small ], [ %big, %slow ]
  %error = phi i1 [ false, %small ], [ %failed, %slow ]
  %half = insertvalue { i64, i1 } poison, i64 %value, 0
  %both = insertvalue { i64, i1 } %half, i1 %error, 1
  ret { i64, i1 } %both
}

; The sign bit and the tag bit at once: neither may be set.
define internal { i64, i1 } @gloam.int.to_u64(i64 %a) #0 {
  %bits = and i64 %a, -9223372036854775807
  %is_fast = icmp eq i64 %bits, 0
  br i1 %is_fast, label %small, label %slow, !prof !1
small:
  %untagged = lshr i64 %a, 1
  br label %done
slow:
  %big = call i64 @gloam.runtime.int.to_u64(i64 %a) #2
  %pending = load ptr, ptr @gloam.exception
  %failed = icmp ne ptr %pending, null
  br label %done
done:
  %value = phi i64 [ %untagged, %small ], [ %big, %slow ]
  %error = phi i1 [ false, %small ], [ %failed, %slow ]
  %half = insertvalue { i64, i1 } poison, i64 %value, 0
  %both = insertvalue { i64, i1 } %half, i1 %error, 1
  ret { i64, i1 } %both
}

; A narrow type: the value as i64, then its range. What does not fit is reported by converting -1
; to u64, which raises the same OverflowError.
; each $kind $type $offset $limit: u8 i8 0 256, i8 i8 128 256, u16 i16 0 65536, i16 i16 32768 65536, u32 i32 0 4294967296, i32 i32 2147483648 4294967296
define internal { $type, i1 } @gloam.int.to_$kind(i64 %a) #0 {
  %low = and i64 %a, 1
  %is_big = icmp ne i64 %low, 0
  br i1 %is_big, label %slow, label %small, !prof !0
small:
  %untagged = ashr i64 %a, 1
  br label %check
slow:
  %big = call i64 @gloam.runtime.int.to_i64(i64 %a) #2
  %pending = load ptr, ptr @gloam.exception
  %failed = icmp ne ptr %pending, null
  br i1 %failed, label %fail, label %check
check:
  %value = phi i64 [ %untagged, %small ], [ %big, %slow ]
  %shifted = add i64 %value, $offset
  %fits = icmp ult i64 %shifted, $limit
  br i1 %fits, label %done, label %raise, !prof !1
done:
  %result = trunc i64 %value to $type
  %both = insertvalue { $type, i1 } { $type 0, i1 false }, $type %result, 0
  ret { $type, i1 } %both
raise:
  %ignored = call i64 @gloam.runtime.int.to_u64(i64 -2) #2
  br label %fail
fail:
  ret { $type, i1 } { $type 0, i1 true }
}

; each $op: add, sub, mul, and_, or_, xor, floordiv, mod, lshift, rshift
declare i64 @gloam.runtime.int.$op(i64, i64)
; each $op: eq, lt, le
declare i8 @gloam.runtime.int.$op(i64, i64)
; each $op: neg, invert, from_i64, from_u64, to_i64, to_u64
declare i64 @gloam.runtime.int.$op(i64)
declare i8 @gloam.runtime.int.truth(i64)
