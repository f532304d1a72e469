// A ring-3 payload for the stub alone, without our compiler: the command line says what to do.
// Freestanding C, turned into LLVM text by the test; it stands for what the compiler emits.

typedef unsigned char u8;
typedef unsigned long u64;

extern u64 gloam_trap(u64 operation, u64 argument);
extern u8 gloam_image_start[], gloam_text_start[], gloam_rodata_start[], gloam_tables_start[];
extern u8 gloam_guard_start[];

static volatile u8 pattern[4096];
static const volatile u8 constant[] = "constant";

static void port_out(unsigned short port, u8 value) {
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static u8 port_in(unsigned short port) {
    u8 value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void write_text(const char *text) {
    for (; *text; text++) {
        while (!(port_in(0x3fd) & 0x20)) {
        }
        port_out(0x3f8, (u8)*text);
    }
}

static void write_number(u64 value) {
    char digits[17] = {0};
    for (int i = 15; i >= 0; i--, value >>= 4) {
        digits[i] = "0123456789abcdef"[value & 15];
    }
    write_text(digits);
    write_text("\n");
}

static int has(const char *line, const char *word) {
    for (; *line; line++) {
        int i = 0;
        while (word[i] && line[i] == word[i]) {
            i++;
        }
        if (!word[i]) {
            return 1;
        }
    }
    return 0;
}

static void one_shot_timer(void) {
    volatile unsigned *lapic = (volatile unsigned *)0xfee00000UL;
    lapic[0x3e0 / 4] = 0xb;
    lapic[0x320 / 4] = 33;
    lapic[0x380 / 4] = 5000000;
}

static int overflow(volatile u8 *previous) {
    volatile u8 frame[512];
    frame[0] = previous[0];
    return overflow(frame) + frame[0];
}

static void wild(volatile u8 *address) { *address = 1; }

void gloam_start(const u64 *info) {
    const char *line = (const char *)info[3];
    if (has(line, "hello")) {
        write_text("hello from ring 3\n");
        gloam_trap(1, 0);
    }
    if (has(line, "status")) {
        gloam_trap(1, 42);
    }
    if (has(line, "info")) {
        u64 sum = 0;
        for (u64 at = info[1]; at < info[1] + info[2]; at += 8) {
            sum |= *(volatile u64 *)at;
        }
        write_text(line);
        write_text("\n");
        write_number(info[0]);
        write_number(info[1]);
        write_number(info[2]);
        write_number(sum);
        *(volatile u64 *)info[1] = 1;
        *(volatile u64 *)(info[1] + info[2] - 8) = 1;
        gloam_trap(1, 0);
    }
    if (has(line, "idle")) {
        one_shot_timer();
        gloam_trap(0, 0);
        write_number(*(const volatile u64 *)(info[5] + 33 * 8));
        gloam_trap(1, 0);
    }
    if (has(line, "map")) {
        write_number(gloam_trap(3, 0xfeb00000));
        write_number(gloam_trap(3, 0x380000000000));
        write_number(gloam_trap(3, (u64)gloam_image_start));
        write_number(gloam_trap(3, 0x200000));
        write_number(gloam_trap(3, 0xfff0000000000000));
        write_number(gloam_trap(99, 0));
        gloam_trap(1, 0);
    }
    if (has(line, "write-code")) {
        wild(gloam_text_start);
    }
    if (has(line, "write-constant")) {
        wild((volatile u8 *)constant);
    }
    if (has(line, "write-null")) {
        wild((volatile u8 *)8);
    }
    if (has(line, "write-tables")) {
        wild(gloam_tables_start);
    }
    if (has(line, "write-stub")) {
        wild(gloam_image_start);
    }
    if (has(line, "read-stub")) {
        pattern[0] = *(volatile u8 *)gloam_image_start;
    }
    if (has(line, "write-counters")) {
        wild((volatile u8 *)info[5]);
    }
    if (has(line, "write-guard")) {
        wild(gloam_guard_start + 4095);
    }
    if (has(line, "overflow")) {
        overflow(pattern);
    }
    if (has(line, "run-data")) {
        pattern[0] = 0xc3;
        ((void (*)(void))pattern)();
    }
    if (has(line, "run-heap")) {
        *(volatile u8 *)info[1] = 0xc3;
        ((void (*)(void))info[1])();
    }
    if (has(line, "illegal")) {
        __asm__ volatile("ud2");
    }
    if (has(line, "divide")) {
        __asm__ volatile("xor %%ecx, %%ecx; div %%ecx" : : : "eax", "ecx", "edx");
    }
    if (has(line, "privileged")) {
        __asm__ volatile("mov %%rax, %%cr3" : : : "memory");
    }
    if (has(line, "breakpoint")) {
        __asm__ volatile("int3");
    }
    gloam_trap(1, 99);
}
