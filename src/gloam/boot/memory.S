# memcpy, memmove, memset, memcmp for images without a C library (System V ABI, SSE2).
#
# Assembly because a compiler may turn the obvious loop into a call of the function itself. Sizes up to 32
# are branches over overlapping moves; longer ones loop over 32 or 64 bytes with unaligned SSE moves. No `rep`:
# it costs one instruction for each byte under emulation, and its start-up shows below a few hundred bytes.

        .section .text.memmove, "ax", @progbits
        .globl  memcpy, memmove
        .type   memcpy, @function
        .type   memmove, @function
# RAX = RDI = target, RSI = source, RDX = size. All loads of the ends come before any store, so that both
# directions may overlap.
memcpy:
memmove:
        mov     %rdi, %rax
        cmp     $16, %rdx
        ja      3f
        cmp     $8, %edx
        jae     2f
        cmp     $4, %edx
        jae     1f
        test    %edx, %edx
        jz      9f
        movzbl  (%rsi), %ecx            # 1 to 3: first, middle, last
        mov     %edx, %r8d
        shr     %r8d
        movzbl  (%rsi,%r8), %r9d
        movzbl  -1(%rsi,%rdx), %r10d
        mov     %cl, (%rdi)
        mov     %r9b, (%rdi,%r8)
        mov     %r10b, -1(%rdi,%rdx)
        ret
1:      mov     (%rsi), %ecx
        mov     -4(%rsi,%rdx), %r8d
        mov     %ecx, (%rdi)
        mov     %r8d, -4(%rdi,%rdx)
        ret
2:      mov     (%rsi), %rcx
        mov     -8(%rsi,%rdx), %r8
        mov     %rcx, (%rdi)
        mov     %r8, -8(%rdi,%rdx)
        ret
3:      cmp     $32, %rdx
        ja      4f
        movdqu  (%rsi), %xmm0
        movdqu  -16(%rsi,%rdx), %xmm1
        movdqu  %xmm0, (%rdi)
        movdqu  %xmm1, -16(%rdi,%rdx)
        ret
4:      mov     %rdi, %rcx
        sub     %rsi, %rcx
        cmp     %rdx, %rcx              # unsigned: target inside (source, source + size)?
        jb      6f
        movdqu  -32(%rsi,%rdx), %xmm2   # the tail, before the loop may overwrite it
        movdqu  -16(%rsi,%rdx), %xmm3
        lea     -32(%rdi,%rdx), %r8
5:      movdqu  (%rsi), %xmm0
        movdqu  16(%rsi), %xmm1
        movdqu  %xmm0, (%rdi)
        movdqu  %xmm1, 16(%rdi)
        add     $32, %rsi
        add     $32, %rdi
        cmp     %r8, %rdi
        jb      5b
        movdqu  %xmm2, (%r8)
        movdqu  %xmm3, 16(%r8)
9:      ret
6:      movdqu  (%rsi), %xmm2           # the head, as above
        movdqu  16(%rsi), %xmm3
7:      movdqu  -32(%rsi,%rdx), %xmm0
        movdqu  -16(%rsi,%rdx), %xmm1
        movdqu  %xmm0, -32(%rdi,%rdx)
        movdqu  %xmm1, -16(%rdi,%rdx)
        sub     $32, %rdx
        cmp     $32, %rdx
        ja      7b
        movdqu  %xmm2, (%rdi)
        movdqu  %xmm3, 16(%rdi)
        ret
        .size   memmove, . - memmove

        .section .text.memset, "ax", @progbits
        .globl  memset
        .type   memset, @function
# RAX = RDI = target, SIL = value, RDX = size.
memset:
        mov     %rdi, %rax
        movzbl  %sil, %ecx
        mov     $0x0101010101010101, %r8
        imul    %r8, %rcx
        cmp     $16, %rdx
        jae     3f
        cmp     $8, %edx
        jae     2f
        cmp     $4, %edx
        jae     1f
        test    %edx, %edx
        jz      9f
        mov     %cl, (%rdi)
        mov     %cl, -1(%rdi,%rdx)
        shr     %edx
        mov     %cl, (%rdi,%rdx)
        ret
1:      mov     %ecx, (%rdi)
        mov     %ecx, -4(%rdi,%rdx)
        ret
2:      mov     %rcx, (%rdi)
        mov     %rcx, -8(%rdi,%rdx)
        ret
3:      movq    %rcx, %xmm0
        punpcklqdq %xmm0, %xmm0
        lea     -16(%rdi,%rdx), %r8     # the last, overlapping store
        lea     -48(%r8), %rcx          # up to here 64 bytes fit: whole pages are cleared at boot
        jmp     5f
4:      movdqu  %xmm0, (%rdi)
        movdqu  %xmm0, 16(%rdi)
        movdqu  %xmm0, 32(%rdi)
        movdqu  %xmm0, 48(%rdi)
        add     $64, %rdi
5:      cmp     %rcx, %rdi
        jbe     4b
        jmp     7f
6:      movdqu  %xmm0, (%rdi)
        add     $16, %rdi
7:      cmp     %r8, %rdi
        jb      6b
        movdqu  %xmm0, (%r8)
9:      ret
        .size   memset, . - memset

        .section .text.memcmp, "ax", @progbits
        .globl  memcmp
        .type   memcmp, @function
# RDI, RSI = the two blocks, RDX = size; EAX < 0, 0, > 0 as unsigned bytes compare.
memcmp:
        xor     %ecx, %ecx
        sub     $8, %rdx
        jb      3f
1:      mov     (%rdi,%rcx), %rax
        mov     (%rsi,%rcx), %r8
        cmp     %r8, %rax
        jne     2f
        add     $8, %rcx
        cmp     %rdx, %rcx
        jbe     1b
        jmp     3f
2:      bswap   %rax
        bswap   %r8
        cmp     %r8, %rax
        sbb     %eax, %eax
        or      $1, %eax
        ret
3:      add     $8, %rdx
4:      cmp     %rdx, %rcx
        jae     5f
        movzbl  (%rdi,%rcx), %eax
        movzbl  (%rsi,%rcx), %r8d
        inc     %rcx
        sub     %r8d, %eax
        jz      4b
        ret
5:      xor     %eax, %eax
        ret
        .size   memcmp, . - memcmp

        .section .note.GNU-stack, "", @progbits
