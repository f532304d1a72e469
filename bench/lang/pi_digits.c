/* Big ints: digits of pi by Machin's formula, and a factorial's digits. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Little-endian words; only as many as `count` are in use. */
typedef struct {
    uint64_t *words;
    long count;
} Number;

typedef unsigned __int128 Wide;

static Number number(long words_max)
{
    return (Number){calloc(words_max, 8), 0};
}

static void set(Number *n, uint64_t value)
{
    n->words[0] = value;
    n->count = value != 0;
}

static uint64_t divide(Number *result, const Number *n, uint64_t divisor)
{
    uint64_t rest = 0;
    long count = 0;
    for (long i = n->count - 1; i >= 0; i--) {
        uint64_t quotient;
        __asm__("divq %4" : "=a"(quotient), "=d"(rest) : "a"(n->words[i]), "d"(rest), "r"(divisor));
        result->words[i] = quotient;
        if (quotient && !count)
            count = i + 1;
    }
    result->count = count;
    return rest;
}

static void multiply(Number *n, uint64_t factor)
{
    uint64_t carry = 0;
    for (long i = 0; i < n->count; i++) {
        Wide product = (Wide)n->words[i] * factor + carry;
        n->words[i] = (uint64_t)product;
        carry = (uint64_t)(product >> 64);
    }
    if (carry)
        n->words[n->count++] = carry;
}

static void square(Number *result, const Number *n)
{
    memset(result->words, 0, n->count * 2 * 8);
    for (long i = 0; i < n->count; i++) {
        uint64_t carry = 0;
        for (long j = 0; j < n->count; j++) {
            Wide product = (Wide)n->words[i] * n->words[j] + result->words[i + j] + carry;
            result->words[i + j] = (uint64_t)product;
            carry = (uint64_t)(product >> 64);
        }
        result->words[i + n->count] = carry;
    }
    result->count = n->count * 2;
    while (result->count && !result->words[result->count - 1])
        result->count--;
}

/* Adds, or subtracts what is not larger. */
static void add(Number *n, const Number *other, int sign)
{
    uint64_t carry = 0;
    for (long i = 0; i < other->count || carry; i++) {
        if (i >= n->count)
            n->words[n->count++] = 0;
        uint64_t word = i < other->count ? other->words[i] : 0;
        if (sign > 0) {
            Wide sum = (Wide)n->words[i] + word + carry;
            n->words[i] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        } else {
            Wide difference = (Wide)n->words[i] - word - carry;
            n->words[i] = (uint64_t)difference;
            carry = (uint64_t)(difference >> 64) & 1;
        }
    }
    while (n->count && !n->words[n->count - 1])
        n->count--;
}

static Number arctan_inverse(uint64_t x, const Number *unity, long words_max)
{
    Number term = number(words_max), total = number(words_max), part = number(words_max);
    divide(&term, unity, x);
    add(&total, &term, 1);
    uint64_t divisor = 3;
    for (int sign = -1; term.count; sign = -sign, divisor += 2) {
        divide(&term, &term, x * x);
        divide(&part, &term, divisor);
        add(&total, &part, sign);
    }
    free(term.words);
    free(part.words);
    return total;
}

static long digit_sum(Number *n)
{
    long total = 0;
    while (n->count)
        for (uint64_t rest = divide(n, n, 1000000000); rest; rest /= 10)
            total += (long)(rest % 10);
    return total;
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), words_max = size / 2 + 16;
    Number unity = number(words_max), factorial = number(words_max), squared = number(words_max);
    set(&unity, 1);
    for (long i = 0; i < size + 10; i++)
        multiply(&unity, 10);
    Number pi = arctan_inverse(5, &unity, words_max);
    Number smaller = arctan_inverse(239, &unity, words_max);
    multiply(&pi, 4);
    add(&pi, &smaller, -1);
    multiply(&pi, 4);
    divide(&pi, &pi, 10000000000);
    uint64_t last = divide(&unity, &pi, 1000000000);
    printf("%llu %ld\n", (unsigned long long)last, digit_sum(&pi));
    set(&factorial, 1);
    for (long factor = 2; factor <= size; factor++)
        multiply(&factorial, factor);
    square(&squared, &factorial);
    long sum = digit_sum(&factorial);
    printf("%ld %ld\n", sum, digit_sum(&squared));
    free(unity.words);
    free(factorial.words);
    free(squared.words);
    free(pi.words);
    free(smaller.words);
    return 0;
}
