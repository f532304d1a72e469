/* What emitted code needs from outside, for tests: a process entry, a report channel, stand-ins for
   the runtime's functions. Slow paths report that they were called and return a fixed small int. */

typedef long word;
typedef unsigned long size;

static char output[1 << 20];
static size used;

static void put(const char *text) {
    while (*text) output[used++] = *text++;
}

static void put_hex(word value) {
    for (int shift = 60; shift >= 0; shift -= 4)
        output[used++] = "0123456789abcdef"[(value >> shift) & 15];
}

static word system_call(word number, word a, word b, word c) {
    word result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c)
                     : "rcx", "r11", "memory");
    return result;
}

__attribute__((noreturn)) static void finish(int status) {
    for (size done = 0; done < used;) done += system_call(1, 1, (word)(output + done), used - done);
    for (;;) system_call(60, status, 0, 0);
}

#define SYMBOL(name) __asm__(name)

void gloam_start(void *info);
void report(word value) SYMBOL("test.report");
void report_ref(word value) SYMBOL("test.report_ref");
void report_ref(word value) { report(value); }
void report(word value) {
    put_hex(value);
    put("\n");
}
char done(void) SYMBOL("test.done");
char done(void) { finish(0); }

/* The optimiser cannot see through these. */
word opaque_word(word value) SYMBOL("test.opaque_word");
word opaque_word(word value) { return value; }
double opaque_float(double value) SYMBOL("test.opaque_float");
double opaque_float(double value) { return value; }

char panic(word *text) SYMBOL("test.panic");
char panic(word *text) {
    put("panic: ");
    for (word i = 0; i < text[2]; i++) output[used++] = ((char *)(text + 4))[i];
    put("\n");
    finish(3);
}

static word slow(const char *name, word a, word b) {
    put(name);
    put(" ");
    put_hex(a);
    put(" ");
    put_hex(b);
    put("\n");
    return 0x7770;
}
#define BINARY(name) \
    word slow_##name(word a, word b) SYMBOL("gloam.runtime.int." #name); \
    word slow_##name(word a, word b) { return slow(#name, a, b); }
#define PREDICATE(name) \
    char slow_##name(word a, word b) SYMBOL("gloam.runtime.int." #name); \
    char slow_##name(word a, word b) { slow(#name, a, b); return 1; }
#define UNARY(name) \
    word slow_##name(word a) SYMBOL("gloam.runtime.int." #name); \
    word slow_##name(word a) { return slow(#name, a, 0); }
BINARY(add) BINARY(sub) BINARY(mul) BINARY(and_) BINARY(or_) BINARY(xor)
BINARY(floordiv) BINARY(mod) BINARY(lshift) BINARY(rshift)
PREDICATE(eq) PREDICATE(lt) PREDICATE(le)
UNARY(neg) UNARY(invert) UNARY(from_i64) UNARY(from_u64) UNARY(to_i64) UNARY(to_u64)
char slow_truth(word a) SYMBOL("gloam.runtime.int.truth");
char slow_truth(word a) { slow("truth", a, 0); return 1; }

static char heap[64 << 20] __attribute__((aligned(4096)));
static size heap_used;
static size heap_limit = sizeof heap;
static word live;

void *allocate(word bytes) SYMBOL("gloam.runtime.heap.allocate");
void *allocate(word bytes) {
    size start = heap_used;
    size rounded = (bytes + 15) & ~15l;
    if (start + rounded > heap_limit) return 0;
    heap_used = start + rounded;
    live++;
    for (word i = 0; i < bytes; i++) heap[start + i] = 0x5a;
    return heap + start;
}
char heap_free(void *block, word bytes) SYMBOL("gloam.runtime.heap.free");
char heap_free(void *block, word bytes) {
    live--;
    for (word i = 0; i < bytes; i++) ((volatile char *)block)[i] = 0xdb;
    return 0;
}
word live_objects(void) SYMBOL("test.live");
word live_objects(void) { return live; }
char exhaust(void) SYMBOL("test.exhaust");
char exhaust(void) { heap_limit = heap_used; return 0; }

char raise_memory_error(void) SYMBOL("gloam.runtime.raising.raise_memory_error");
char raise_memory_error(void) { put("raise_memory_error\n"); return 2; }
char out_of_memory(void) SYMBOL("gloam.runtime.heap.out_of_memory");
char out_of_memory(void) { put("out_of_memory\n"); finish(4); }

char add_traceback(word *error, char *file, word line, char *function)
    SYMBOL("gloam.runtime.exceptions.add_traceback");
char add_traceback(word *error, char *file, word line, char *function) {
    put("traceback ");
    output[used++] = file[1];
    put(" ");
    output[used++] = function[1];
    put(" ");
    put_hex(line);
    put("\n");
    return 0;
}

void *memmove(void *target, const void *source, size count) {
    char *t = target;
    const char *s = source;
    if (t <= s)
        for (size i = 0; i < count; i++) ((volatile char *)t)[i] = s[i];
    else
        for (size i = count; i > 0; i--) ((volatile char *)t)[i - 1] = s[i - 1];
    return target;
}
void *memcpy(void *target, const void *source, size count) { return memmove(target, source, count); }
void *memset(void *target, int value, size count) {
    for (size i = 0; i < count; i++) ((volatile char *)target)[i] = value;
    return target;
}
int memcmp(const void *a, const void *b, size count) {
    const unsigned char *x = a, *y = b;
    for (size i = 0; i < count; i++)
        if (x[i] != y[i]) return x[i] - y[i];
    return 0;
}

char gloam_heap_start, gloam_heap_end;
word gloam_trap(word operation, word argument) { return operation * 100 + argument; }

__attribute__((naked, noreturn)) void _start(void) {
    __asm__("mov %rsp, %rdi\n and $-16, %rsp\n call gloam_start\n ud2");
}
