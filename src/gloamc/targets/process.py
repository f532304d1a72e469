"""The `process` target: a static Linux executable without a C library (docs/targets/process.md).

The heap is a part of `.bss`, because the sandbox denies mmap and brk. Page 0 is unmapped by the
kernel (vm.mmap_min_addr), the stack and its guard are the kernel's.
"""

from gloamc.targets.target import GUEST_ROOT, X86_64_DATA_LAYOUT, Target

HEAP_SIZE_BYTES = 64 << 20

LINKER_SCRIPT = """\
ENTRY(_start)
PHDRS {
  text PT_LOAD FLAGS(5);
  rodata PT_LOAD FLAGS(4);
  data PT_LOAD FLAGS(6);
  stack PT_GNU_STACK FLAGS(6);
}
SECTIONS {
  . = 0x400000;
  gloam_image_start = .;
  .text : { *(.text .text.*) } :text
  . = ALIGN(4096);
  .rodata : { *(.rodata .rodata.*) } :rodata
  . = ALIGN(4096);
  .data : { *(.data .data.*) *(.got .got.*) } :data
  .bss (NOLOAD) : { *(.bss .bss.*) *(COMMON) } :data
  . = ALIGN(4096);
  .heap (NOLOAD) : {
    gloam_heap_start = .;
    . += gloam_heap_size;
    gloam_heap_end = .;
  } :data
  /DISCARD/ : { *(.eh_frame .eh_frame.*) *(.comment) *(.note .note.*) }
}
"""

TARGET = Target(
    name="process",
    triple="x86_64-unknown-none-elf",
    data_layout=X86_64_DATA_LAYOUT,
    sources=(
        GUEST_ROOT / "boot" / "process" / "stub.S",
        GUEST_ROOT / "boot" / "memory.S",
    ),
    linker_script=LINKER_SCRIPT,
    sizes={"gloam_heap_size": HEAP_SIZE_BYTES},
    is_packed=False,
)
