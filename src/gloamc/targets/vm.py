"""The `vm` target: a PVH ELF with a ring-0 stub and a ring-3 payload (docs/targets/vm.md).

The script lays out what `gloam/boot/vm/stub.S` maps; each range between two page boundaries gets
its own permissions there. The order matters below the stack: a run past the guard page meets pages
that only the stub can touch.
"""

from gloamc.targets.target import GUEST_ROOT, X86_64_DATA_LAYOUT, Target

STACK_SIZE_BYTES = 512 << 10
"""A recursive call that finds too little of it left raises RecursionError (llvm/emit.py)."""

LINKER_SCRIPT = """\
ENTRY(gloam_pvh_entry)
PHDRS {
  boot PT_LOAD FLAGS(5);
  text PT_LOAD FLAGS(5);
  rodata PT_LOAD FLAGS(4);
  data PT_LOAD FLAGS(6);
  tables PT_LOAD FLAGS(6);
  note PT_NOTE FLAGS(4);
}
SECTIONS {
  . = 0x100000;
  gloam_image_start = .;
  .note.Xen : { KEEP(*(.note.Xen)) } :boot :note
  .boot : { KEEP(*(.boot)) } :boot
  . = ALIGN(4096);
  gloam_boot_end = .;

  gloam_text_start = .;
  .text : { *(.text .text.*) } :text
  . = ALIGN(4096);
  gloam_text_end = .;

  gloam_rodata_start = .;
  .rodata : { *(.rodata .rodata.*) } :rodata
  . = ALIGN(4096);
  gloam_rodata_end = .;

  gloam_data_start = .;
  .data : { *(.data .data.*) *(.got .got.*) } :data
  .bss (NOLOAD) : { *(.bss .bss.*) *(COMMON) } :data
  . = ALIGN(4096);
  gloam_data_end = .;

  gloam_tables_start = .;
  gloam_tables_count = ((. + 0x40000 + gloam_stack_size) >> 21) + 1;
  gloam_tables_span = gloam_tables_count << 21;
  .tables (NOLOAD) : {
    gloam_page_tables = .;
    . += gloam_tables_count << 12;
    KEEP(*(.boot.tables))
  } :tables
  gloam_tables_end = gloam_shared_view;
  . = ALIGN(4096);

  PROVIDE(gloam_heap_start = 0);  /* the stub announces the heap */
  PROVIDE(gloam_heap_end = 0);
  gloam_guard_start = .;
  gloam_stack_bottom = gloam_guard_start + 4096;
  gloam_stack_top = gloam_stack_bottom + gloam_stack_size;
  gloam_stack_limit = gloam_stack_bottom + 0x10000;
  gloam_image_end = gloam_stack_top;
  /DISCARD/ : { *(.eh_frame .eh_frame.*) *(.comment) *(.note .note.*) }
}
"""

TARGET = Target(
    name="vm",
    triple="x86_64-unknown-none-elf",
    data_layout=X86_64_DATA_LAYOUT,
    sources=(
        GUEST_ROOT / "boot" / "vm" / "stub.S",
        GUEST_ROOT / "boot" / "memory.S",
    ),
    linker_script=LINKER_SCRIPT,
    sizes={"gloam_stack_size": STACK_SIZE_BYTES},
    is_packed=True,
)
