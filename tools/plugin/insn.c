/* A TCG plugin that counts guest instructions: all of them, and those of the image.
 *
 * Debian's QEMU loads plugins but ships no header, so the part of the interface that is used is
 * declared here (QEMU 7.2, docs/devel/tcg-plugins.rst, plugin API version 1).
 *
 * Arguments: mark=0xADDRESS prints both counts whenever that instruction is reached,
 * out=PATH is where to print (stderr if absent).
 */

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))
#define IMAGE_START UINT64_C(0x100000)
#define IMAGE_END UINT64_C(0x40000000)

typedef uint64_t qemu_plugin_id_t;
typedef struct qemu_info qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { NO_REGISTERS = 0 };
enum { INLINE_ADD_U64 = 0 };

typedef void (*translated)(qemu_plugin_id_t, struct qemu_plugin_tb *);
typedef void (*executed)(unsigned int cpu, void *data);
typedef void (*ended)(qemu_plugin_id_t, void *data);

extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, translated);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, executed, int, void *);
extern void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int, void *,
                                                       uint64_t);
extern void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, ended, void *);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);

EXPORT int qemu_plugin_version = 1;

static uint64_t total, image, mark;
static FILE *out;

static void print(const char *what) {
    fprintf(out, "%s total=%" PRIu64 " image=%" PRIu64 "\n", what, total, image);
    fflush(out);
}

static void marked(unsigned int cpu, void *data) {
    print("mark");
}

static void finished(qemu_plugin_id_t id, void *data) {
    print("end");
}

static void count(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
    size_t size = qemu_plugin_tb_n_insns(block);
    for (size_t i = 0; i < size; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        uint64_t address = qemu_plugin_insn_vaddr(insn);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, INLINE_ADD_U64, &total, 1);
        if (address >= IMAGE_START && address < IMAGE_END) {
            qemu_plugin_register_vcpu_insn_exec_inline(insn, INLINE_ADD_U64, &image, 1);
        }
        if (mark && address == mark) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, marked, NO_REGISTERS, NULL);
        }
    }
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
                               char **argv) {
    out = stderr;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "mark=", 5) == 0) mark = strtoull(argv[i] + 5, NULL, 0);
        if (strncmp(argv[i], "out=", 4) == 0) out = fopen(argv[i] + 4, "w");
    }
    if (!out) return -1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, count);
    qemu_plugin_register_atexit_cb(id, finished, NULL);
    return 0;
}
