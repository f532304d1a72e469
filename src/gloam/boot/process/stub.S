# Entry of the `process` target: a static Linux executable without a C library.
#
# The kernel leaves argc, argv, envp and the auxiliary vector at the initial stack pointer (System V ABI,
# AMD64 supplement, 3.4.1); gloam_start gets that address and does not return.

        .section .text._start, "ax", @progbits
        .globl  _start
        .type   _start, @function
_start:
        xor     %ebp, %ebp              # outermost frame
        mov     %rsp, %rdi
        and     $-16, %rsp
        call    gloam_start
        ud2
        .size   _start, . - _start

        .section .note.GNU-stack, "", @progbits

        # A process has no ring-0 stub below it: the door that the `vm` target has is walled up.
        .section .text.gloam_trap, "ax", @progbits
        .globl  gloam_trap
        .type   gloam_trap, @function
gloam_trap:
        ud2
        .size   gloam_trap, . - gloam_trap
