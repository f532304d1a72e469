# The ring-0 stub of the `vm` target: PVH entry, sealed page tables, traps, the fatal message.
#
# Everything else of an image runs in ring 3. This file and the tables it builds are supervisor-only, so
# the program can neither remap memory nor make data executable. The stub knows no driver except the
# few bytes it prints when it gives up, and it calls nothing outside this file.
#
# Entry: the x86/HVM direct boot ABI ("PVH", xen/include/public/arch-x86/hvm/start_info.h): 32-bit
# protected mode, flat segments, paging off, EBX = physical address of hvm_start_info.
# Law: no SSE here (a KVM host without hardware virtualisation emulates ring 0 and has none), and few
# instructions (the same host needs about 1,600 cycles for each).

        .set    PAGE, 4096
        .set    LARGE_PAGE, 0x200000

        # Page table entry bits (Intel SDM volume 3, 4.5). NX is bit 63: bit 31 of the upper half.
        .set    PRESENT, 1
        .set    WRITABLE, 2
        .set    USER, 4
        .set    UNCACHED, 0x18
        .set    LARGE, 0x80
        .set    NX_HIGH, 0x80000000

        .set    CODE0, 0x08
        .set    DATA0, 0x10
        .set    DATA3, 0x18 + 3
        .set    CODE3, 0x20 + 3
        .set    TASK, 0x28

        .set    VECTORS, 96             # 0..31 exceptions, 32..95 interrupts; must match targets/vm.py
        .set    SPURIOUS, 0xff
        .set    LAPIC, 0xfee00000
        .set    COM1, 0x3f8
        .set    DEBUG_PORT, 0xe9

        # The page the program may read (`shared`), by offset. gloam/boot/vm/info.py reads it.
        .set    INFO, 0
        .set    KVM_CLOCK, 0x100
        .set    KVM_WALL, 0x140
        .set    START_INFO, 0x180
        .set    MEMORY_MAP, 0x200
        .set    MEMORY_MAP_ENTRIES_MAX, 64
        .set    COUNTERS, 0x800
        .set    COMMAND_LINE, 0x1000
        .set    COMMAND_LINE_MAX, 0xfff

        .set    HEAP_SIZE_MIN, 0x10000  # less cannot even hold what says that memory is short

        .section .note.Xen, "a", @note
        .align  4
        .long   4, 4, 18                # XEN_ELFNOTE_PHYS32_ENTRY
        .asciz  "Xen"
        .long   gloam_pvh_entry

# ---------------------------------------------------------------------------------------- ring 3
        .section .text.gloam_trap, "ax", @progbits
        .globl  gloam_trap
        .type   gloam_trap, @function
# u64 gloam_trap(u64 operation, u64 argument): the only door to ring 0. `int` would do on real
# hardware, but not on every KVM host, so the door is #UD at this one address.
gloam_trap:
        ud2
        ret
        .size   gloam_trap, . - gloam_trap

# ------------------------------------------------------------------------------- 32-bit entry
        .section .boot, "ax", @progbits
        .code32
        .globl  gloam_pvh_entry
gloam_pvh_entry:
        cld
        mov     $boot_stack_top, %esp
        mov     %ebx, %ebp

        # Copy what the loader passed: it may lie anywhere, also where the heap will be.
        mov     %ebp, %esi
        mov     $shared + START_INFO, %edi
        mov     $14, %ecx
        rep movsl
        mov     40(%ebp), %esi
        mov     48(%ebp), %eax
        cmpl    $0, 4(%ebp)             # version 0 has no memory map
        jne     1f
        xor     %eax, %eax
1:      cmp     $MEMORY_MAP_ENTRIES_MAX, %eax
        jbe     2f
        mov     $MEMORY_MAP_ENTRIES_MAX, %eax
2:      mov     %eax, shared + START_INFO + 48
        movl    $gloam_shared_view + MEMORY_MAP, shared + START_INFO + 40
        imul    $6, %eax, %ecx
        mov     $shared + MEMORY_MAP, %edi
        rep movsl
        mov     24(%ebp), %esi
        movl    $gloam_shared_view + COMMAND_LINE, shared + START_INFO + 24
        test    %esi, %esi
        jz      5f
        mov     $shared + COMMAND_LINE, %edi
        mov     $COMMAND_LINE_MAX, %ecx
4:      lodsb
        stosb
        test    %al, %al
        loopnz  4b
5:
        # Page tables: 4 KiB pages for [0, gloam_tables_span), everything not named stays unmapped.
        mov     $ranges, %esi
6:      lodsl
        test    %eax, %eax
        jz      8f
        mov     %eax, %edi
        lodsl
        mov     %eax, %ecx
        lodsl
        mov     %eax, %ebx              # first physical address | low entry bits
        lodsl
        mov     %eax, %edx              # high entry bits
        sub     %edi, %ecx
        shr     $12, %ecx
        jz      6b
        shr     $9, %edi
        add     $gloam_page_tables, %edi
7:      mov     %ebx, (%edi)
        mov     %edx, 4(%edi)
        add     $PAGE, %ebx
        add     $8, %edi
        loop    7b
        jmp     6b
8:
        mov     $directory, %edi
        mov     $gloam_page_tables + 7, %eax
        mov     $gloam_tables_count, %ecx
9:      mov     %eax, (%edi)
        add     $PAGE, %eax
        add     $8, %edi
        loop    9b
        movl    $directory + 7, directory_pointers
        movl    $directory_pointers + 7, level4
        movl    $spare_tables, spare_next

        # GDT: five constant descriptors and the TSS, whose base the assembler cannot split.
        mov     $gdt_constant, %esi
        mov     $gdt, %edi
        mov     $12, %ecx
        rep movsl
        mov     $tss, %eax
        mov     %ax, gdt + TASK + 2
        shr     $16, %eax
        mov     %al, gdt + TASK + 4
        mov     %ah, gdt + TASK + 7
        movl    $boot_stack_top, tss + 4        # RSP0
        movw    $104, tss + 102                 # I/O bitmap: all zero, every port allowed
        movb    $0xff, tss + 104 + 8192

        mov     $level4, %eax
        mov     %eax, %cr3
        mov     $0x620, %eax                    # PAE, OSFXSR, OSXMMEXCPT
        mov     %eax, %cr4
        mov     $0xc0000080, %ecx               # EFER: LME, NXE
        rdmsr
        or      $0x900, %eax
        wrmsr
        mov     $0x80010033, %eax               # PG WP NE ET MP PE; caches on, no emulation
        mov     %eax, %cr0
        lgdt    gdt_register
        ljmp    $CODE0, $long_mode

# -------------------------------------------------------------------------------- 64-bit set-up
        .code64
long_mode:
        mov     $DATA0, %eax
        mov     %eax, %ds
        mov     %eax, %es
        mov     %eax, %ss
        xor     %eax, %eax
        mov     %eax, %fs
        mov     %eax, %gs
        mov     $TASK, %eax
        ltr     %ax

        # IDT: interrupt gates of ring 0, 5 bytes of code for each vector.
        mov     $idt, %edi
        mov     $vectors, %eax
        mov     $VECTORS, %ecx
1:      call    set_gate
        add     $5, %eax
        loop    1b
        mov     $idt + 6 * 16, %edi
        mov     $trap, %eax
        call    set_gate
        mov     $idt + SPURIOUS * 16, %edi
        mov     $spurious, %eax
        call    set_gate
        lidt    idt_register

        mov     $0xff, %al              # mask the legacy interrupt controllers
        out     %al, $0x21
        out     %al, $0xa1
        mov     $LAPIC, %edi
        call    map_device
        mov     $0x1b, %ecx             # APIC base: enable
        rdmsr
        or      $0x800, %eax
        wrmsr
        mov     $LAPIC, %eax
        movl    $0x100 + SPURIOUS, 0xf0(%rax)
        movl    $0, 0x80(%rax)          # task priority: accept everything

        # kvm-clock, where the host has it: it writes to physical addresses, so the stub names them.
        mov     $0x40000000, %eax
        cpuid
        cmp     $0x4b4d564b, %ebx       # "KVMK"
        jne     2f
        mov     $0x40000001, %eax
        cpuid
        test    $8, %al                 # KVM_FEATURE_CLOCKSOURCE2
        jz      2f
        xor     %edx, %edx
        mov     $shared + KVM_CLOCK + 1, %eax
        mov     $0x4b564d01, %ecx
        wrmsr
        mov     $shared + KVM_WALL, %eax
        mov     $0x4b564d00, %ecx
        wrmsr
        movl    $gloam_shared_view + KVM_CLOCK, shared + INFO + 7 * 8
        movl    $gloam_shared_view + KVM_WALL, shared + INFO + 8 * 8
2:
        # The heap: from the end of the image to the end of the RAM the image lies in.
        mov     $shared + MEMORY_MAP, %esi
        mov     shared + START_INFO + 48, %ecx
3:      sub     $1, %ecx
        js      no_memory
        mov     (%rsi), %rax
        mov     8(%rsi), %rbx
        add     %rax, %rbx
        mov     16(%rsi), %edx
        add     $24, %rsi
        cmp     $1, %edx
        jne     3b
        cmp     $gloam_image_start, %rax
        ja      3b
        cmp     $gloam_image_end, %rbx
        jbe     3b
        mov     $0xb0000000, %eax       # above lie devices
        cmp     %rax, %rbx
        cmova   %rax, %rbx
        and     $-PAGE, %rbx
        mov     $gloam_tables_span, %edi
4:      cmp     %rbx, %rdi
        jae     5f
        mov     $PRESENT + WRITABLE + USER + LARGE, %edx
        call    map_large
        add     $LARGE_PAGE, %rdi
        jmp     4b
5:
        mov     $shared, %edi
        movl    $1, (%rdi)
        movl    $gloam_image_end, 8(%rdi)
        sub     $gloam_image_end, %rbx
        cmp     $HEAP_SIZE_MIN, %rbx
        jb      no_memory
        mov     %rbx, 16(%rdi)
        movl    $gloam_shared_view + COMMAND_LINE, 24(%rdi)
        mov     shared + START_INFO + 32, %rax
        mov     %rax, 32(%rdi)
        movl    $gloam_shared_view + COUNTERS, 40(%rdi)
        movl    $gloam_shared_view + START_INFO, 48(%rdi)

        # Into ring 3 for good. IF stays 0: interrupts arrive only inside the idle trap.
        mov     $gloam_shared_view + INFO, %edi
        xor     %ebp, %ebp
        push    $DATA3
        push    $gloam_stack_top - 8    # as after a call whose return address is 0
        push    $2
        push    $CODE3
        push    $gloam_start
        mov     $DATA3, %eax
        mov     %eax, %ds
        mov     %eax, %es
        iretq

no_memory:
        mov     $text_no_memory, %esi
        jmp     fatal_plain

# Write the interrupt gate for the handler EAX to RDI and step over it.
set_gate:
        mov     %ax, (%rdi)
        movl    $CODE0 | 0x8e000000, 2(%rdi)
        movb    $0x8e, 5(%rdi)
        mov     %eax, %edx
        shr     $16, %edx
        mov     %dx, 6(%rdi)
        add     $16, %rdi
        ret

# ----------------------------------------------------------------------------------- page tables
# Map the large page that contains RDI for device registers: uncached, writable, never executable.
map_device:
        mov     $PRESENT + WRITABLE + USER + UNCACHED + LARGE, %edx
# Map the large page that contains RDI with the low entry bits EDX and NX. RAX = 1, or 0 when something
# is mapped there already with other bits, or the spare tables are used up. Keeps RBX, RDI.
map_large:
        push    %rbx
        mov     $level4, %esi
        mov     $39, %ecx
1:      mov     %rdi, %rbx
        shr     %cl, %rbx
        and     $511, %ebx
        lea     (%rsi,%rbx,8), %rbx     # the entry
        mov     (%rbx), %rsi
        cmp     $21, %ecx
        je      3f
        test    %esi, %esi
        jnz     2f
        mov     spare_next, %esi
        cmp     $spare_end, %esi
        jae     4f
        addl    $PAGE, spare_next
        add     $7, %esi
        mov     %rsi, (%rbx)
2:      and     $-PAGE, %rsi
        sub     $9, %ecx
        jmp     1b
3:      mov     $NX_HIGH, %eax
        shl     $32, %rax
        or      %rdx, %rax
        mov     %rdi, %rdx
        and     $-LARGE_PAGE, %rdx
        or      %rdx, %rax
        test    %esi, %esi
        jz      5f
        and     $-0x61, %rsi            # accessed and dirty may be set by now
        cmp     %rsi, %rax
        je      6f
4:      xor     %eax, %eax
        pop     %rbx
        ret
5:      mov     %rax, (%rbx)
6:      mov     $1, %eax
        pop     %rbx
        ret

# ---------------------------------------------------------------------------------------- traps
# #UD. Operations of gloam_trap: 0 idle, 1 exit(status), 2 debug byte, 3 map device page.
trap:
        cmpq    $gloam_trap, (%rsp)
        jne     illegal
        addq    $2, (%rsp)
        test    %edi, %edi
        jz      idle
        dec     %edi
        jz      exit
        dec     %edi
        jz      debug_byte
        dec     %edi
        jz      map_request
        xor     %eax, %eax
        iretq

# An interrupt that came before ends the hlt at once: sti takes effect after the next instruction.
idle:
        sti
        hlt
        cli
        xor     %eax, %eax
        iretq

debug_byte:
        mov     %esi, %eax
        out     %al, $DEBUG_PORT
        iretq

# Argument: any physical address; its 2 MiB page becomes the program's, provided no RAM lies in it (else
# the image itself could be mapped a second time, writable).
map_request:
        mov     %rsi, %rdi
        and     $-LARGE_PAGE, %rdi
        mov     $shared + MEMORY_MAP, %esi
        mov     shared + START_INFO + 48, %ecx
1:      sub     $1, %ecx
        js      3f
        mov     (%rsi), %rax
        mov     8(%rsi), %rdx
        add     %rax, %rdx
        add     $24, %rsi
        cmpl    $1, 16 - 24(%rsi)
        jne     1b
        sub     $LARGE_PAGE, %rax
        jae     2f
        xor     %eax, %eax
2:      cmp     %rax, %rdi
        jb      1b
        cmp     %rdx, %rdi
        jae     1b
        xor     %eax, %eax
        iretq
3:      mov     %rdi, %rax
        shr     $46, %rax               # the half of the address space that page tables reach
        jnz     4f
        call    map_device
        iretq
4:      xor     %eax, %eax
        iretq

# Status ESI: the line for the launcher, then every way to power off that the machine may have.
exit:
        movzbl  %sil, %ebx
        mov     $text_exit, %esi
        mov     $DEBUG_PORT, %edx
        call    write_text
        mov     %ebx, %eax
        call    write_decimal
        mov     $'\n', %al
        out     %al, %dx
        mov     $0x80000000, %eax       # is there a PCI host bridge?
        mov     $0xcf8, %edx
        out     %eax, %dx
        mov     $0xcfc, %edx
        in      %dx, %eax
        inc     %eax
        jz      1f
        mov     $0x2000, %eax           # S5 by the ACPI power block: q35, then pc
        mov     $0x604, %edx
        out     %ax, %dx
        mov     $0xb004, %edx
        out     %ax, %dx
        jmp     2f
1:      mov     $0xfea00200, %edi       # microvm: sleep register of the generic event device
        call    map_device
        movb    $0x34, (%rdi)
2:      mov     %ebx, %eax
        out     %al, $0xf4              # isa-debug-exit
        mov     $0xfe, %al
        out     %al, $0x64              # keyboard controller reset: Firecracker leaves by this
3:      cli
        hlt
        jmp     3b

# -------------------------------------------------------------------------- interrupts and faults
vectors:
        .rept   VECTORS
        .byte   0xe8                    # call vector: 5 bytes always, the return address tells which
        .long   vector - . - 4
        .endr

spurious:
        iretq

vector:
        push    %rax
        mov     8(%rsp), %rax
        sub     $vectors + 5, %eax
        imul    $0x3334, %eax, %eax     # / 5, exact below 96 * 5
        shr     $16, %eax
        cmp     $32, %eax
        jb      fault
        incq    shared + COUNTERS(,%rax,8)
        mov     $LAPIC + 0xb0, %eax
        movl    $0, (%rax)              # end of interrupt
        andl    $~0x200, 32(%rsp)       # one interrupt for each idle: no storm keeps the program away
        pop     %rax
        add     $8, %rsp
        iretq

illegal:
        mov     $6, %eax
        mov     %rsp, %rbp
        jmp     report

# EAX = vector below 32; the stack: RAX, return address, error code for some, RIP.
fault:
        xor     %r8d, %r8d
        lea     16(%rsp), %rbp
        mov     $0x60227d00, %ecx       # vectors with an error code: 8, 10-14, 17, 21, 29, 30
        bt      %eax, %ecx
        jnc     report
        mov     (%rbp), %r8
        add     $8, %rbp
# EAX = vector, R8 = error code, RBP = address of the saved RIP. Does not return.
report:
        mov     %eax, %r9d
        mov     $text_fatal, %esi
        call    write_console
        mov     %cr2, %r10
        cmp     $14, %r9d
        je      page_fault
        mov     $132, %ebx
        mov     $text_illegal, %esi
        cmp     $6, %r9d
        je      write_what
        mov     $136, %ebx
        mov     $text_division, %esi
        test    %r9d, %r9d
        jz      write_what
        mov     $134, %ebx
        mov     $text_protection, %esi
        cmp     $13, %r9d
        je      write_what
        mov     $text_exception, %esi
        call    write_console
        mov     %r9d, %eax
        call    write_decimal
        jmp     write_where

page_fault:
        mov     $139, %ebx
        mov     $text_null, %esi
        cmp     $PAGE, %r10
        jb      write_what
        mov     $text_stack, %esi
        mov     %r10, %rax
        sub     $gloam_guard_start, %rax
        cmp     $PAGE, %rax
        jb      write_what
        mov     $text_execute, %esi
        test    $0x10, %r8b
        jnz     write_what
        mov     $text_write, %esi
        test    $2, %r8b
        jnz     write_what
        mov     $text_read, %esi
write_what:
        call    write_console
write_where:
        mov     $text_at, %esi
        call    write_console
        mov     (%rbp), %rax
        call    write_hexadecimal
        cmp     $14, %r9d
        jne     1f
        mov     $text_address, %esi
        call    write_console
        mov     %r10, %rax
        call    write_hexadecimal
1:      mov     $'\n', %al
        call    write_byte
        mov     %ebx, %esi
        jmp     exit

# RSI = whole message, zero-terminated.
fatal_plain:
        push    %rsi
        mov     $text_fatal, %esi
        call    write_console
        pop     %rsi
        call    write_console
        mov     $134, %esi
        jmp     exit

# ---------------------------------------------------------------------------------------- output
# RSI = text, zero-terminated. Leaves DX = the port.
write_console:
        mov     $COM1, %edx
write_text:
1:      lodsb
        test    %al, %al
        jz      2f
        call    write_byte
        jmp     1b
2:      ret

# AL to port DX; on COM1 only when the transmitter is empty (bit 5 of the line status), with a bound.
write_byte:
        cmp     $COM1, %edx
        jne     2f
        push    %rcx
        push    %rax
        mov     $COM1 + 5, %edx
        mov     $0x100000, %ecx
1:      in      %dx, %al
        test    $0x20, %al
        loopz   1b
        mov     $COM1, %edx
        pop     %rax
        pop     %rcx
2:      out     %al, %dx
        ret

# EAX < 2^32 to port DX.
write_decimal:
        mov     %edx, %esi
        push    $0                      # end of the digits
1:      xor     %edx, %edx
        mov     $10, %ecx
        div     %ecx
        add     $'0', %edx
        push    %rdx
        test    %eax, %eax
        jnz     1b
2:      mov     %esi, %edx
        pop     %rax
        test    %eax, %eax
        jz      3f
        call    write_byte
        jmp     2b
3:      ret

# RAX to port DX as 0x..., without leading zeros.
write_hexadecimal:
        mov     %rax, %rdi
        mov     $text_0x, %esi
        call    write_text
        mov     $60, %ecx
1:      mov     %rdi, %rax              # skip zeros, but not the last digit
        shr     %cl, %rax
        jnz     2f
        sub     $4, %ecx
        jnz     1b
2:      mov     %rdi, %rax
        shr     %cl, %rax
        and     $15, %eax
        mov     digits(%rax), %al
        call    write_byte
        sub     $4, %ecx
        jns     2b
        ret

# ------------------------------------------------------------------------------------- constants
text_exit:       .asciz "gloam-exit:"
text_fatal:      .asciz "gloam: fatal: "
text_no_memory:  .asciz "the machine has too little memory for this image\n"
text_illegal:    .asciz "illegal instruction"
text_division:   .asciz "division error"
text_protection: .asciz "protection fault"
text_exception:  .asciz "exception "
text_null:       .asciz "access through a null pointer"
text_stack:      .asciz "stack overflow"
text_execute:    .asciz "execution of data"
text_write:      .asciz "write to protected memory"
text_read:       .asciz "read of protected memory"
text_at:         .asciz " at "
text_address:    .asciz ", address "
text_0x:         .asciz "0x"
digits:          .ascii "0123456789abcdef"

        # What is mapped below gloam_tables_span: start, end, first page | bits, upper bits.
        .align  4
ranges:
        .long   0xe0000, 0x100000, 0xe0000 + PRESENT + USER, NX_HIGH       # firmware tables (ACPI)
        .long   gloam_image_start, gloam_boot_end, gloam_image_start + PRESENT, 0
        .long   gloam_text_start, gloam_text_end, gloam_text_start + PRESENT + USER, 0
        .long   gloam_rodata_start, gloam_rodata_end, gloam_rodata_start + PRESENT + USER, NX_HIGH
        .long   gloam_data_start, gloam_data_end
        .long   gloam_data_start + PRESENT + WRITABLE + USER, NX_HIGH
        .long   gloam_tables_start, gloam_tables_end
        .long   gloam_tables_start + PRESENT + WRITABLE, NX_HIGH
        .long   gloam_shared_view, gloam_guard_start, shared + PRESENT + USER, NX_HIGH
        .long   gloam_stack_bottom, gloam_tables_span
        .long   gloam_stack_bottom + PRESENT + WRITABLE + USER, NX_HIGH
        .long   0

        .align  8
gdt_constant:
        .quad   0
        .quad   0x00af9a000000ffff      # 0x08 ring 0, 64-bit code
        .quad   0x00cf92000000ffff      # 0x10 ring 0, data
        .quad   0x00cff2000000ffff      # 0x18 ring 3, data
        .quad   0x00affa000000ffff      # 0x20 ring 3, 64-bit code
        .quad   0x0000890000002068      # 0x28 TSS, limit 104 + 8192
gdt_register:
        .word   7 * 8 - 1
        .quad   gdt
idt_register:
        .word   256 * 16 - 1
        .quad   idt

# ------------------------------------------------------------- memory that only the stub can write
        # The linker script begins it on a page. It asks for less itself, so that the file has no gap.
        .section .boot.tables, "aw", @nobits
level4:                 .skip PAGE
directory_pointers:     .skip PAGE
directory:              .skip PAGE
spare_tables:           .skip PAGE * 10 # a directory for each further GiB of RAM or of devices
spare_end:
idt:                    .skip 256 * 16
tss:                    .skip 104 + 8192 + 8
gdt:                    .skip 7 * 8
spare_next:             .skip 4
        .align  16
                        .skip 1024
boot_stack_top:
        .org    PAGE * 17
# Shared with the program, which sees the same pages read-only at gloam_shared_view.
shared:                 .skip 2 * PAGE
        .globl  gloam_shared_view
gloam_shared_view:            .skip 2 * PAGE  # addresses only; these frames are never mapped


        .section .note.GNU-stack, "", @progbits
