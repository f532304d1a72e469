/* Strings: build lines, join, split, replace, search, slice, change case. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *replaced(const char *text, size_t length, const char *old, const char *new)
{
    size_t old_length = strlen(old), new_length = strlen(new), hits = 0;
    for (const char *at = text; (at = strstr(at, old)); at += old_length)
        hits++;
    char *result = malloc(length + hits * new_length - hits * old_length + 1), *end = result;
    const char *at = text;
    for (const char *hit; (hit = strstr(at, old)); at = hit + old_length) {
        end = mempcpy(end, at, hit - at);
        end = mempcpy(end, new, new_length);
    }
    strcpy(end, at);
    return result;
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]);
    char *document = malloc(size * 48 + 1), *end = document;
    for (long i = 0; i < size; i++)
        end += sprintf(end, "user%ld:Item %ld:%ld pieces\n", i % 97, i, i * 7 % 1000);
    if (end > document)
        *--end = 0;
    char *longer = replaced(document, end - document, "Item", "article no.");
    free(document);
    document = replaced(longer, strlen(longer), " pieces", "");
    free(longer);
    size_t length = strlen(document);
    long total = 0, shouted = 0, vowels = 0, hits = 0;
    char *joined = malloc(length + 1), *join_end = joined;
    for (char *line = document; line;) {
        char *next = strchr(line, '\n');
        if (next)
            *next = 0;
        int is_first = strstr(line, "user1") != NULL;
        char *article = strchr(line, ':');
        *article++ = 0;
        char *amount = strchr(article, ':');
        *amount++ = 0;
        total += atol(amount);
        if (amount[-2] == '7') {
            if (join_end > joined)
                *join_end++ = ',';
            for (char *at = line; *at; at++)
                *join_end++ = (char)toupper(*at);
        }
        if (is_first) {
            size_t start = strspn(article, " "), stop = strlen(article);
            while (stop > start && article[stop - 1] == ' ')
                stop--;
            for (size_t i = start; i < stop; i++)
                article[i] = (char)toupper(article[i]);
            shouted += (long)(stop - start);
        }
        line = next ? next + 1 : NULL;
    }
    *join_end = 0;
    size_t joined_length = join_end - joined;
    char *reverse = malloc(joined_length + 1);
    for (size_t i = 0; i < joined_length; i++)
        reverse[i] = joined[joined_length - 1 - i];
    reverse[joined_length] = 0;
    for (size_t i = 0; i < joined_length; i++)
        vowels += memchr("AEIOU", joined[i], 5) != NULL;
    for (const char *at = reverse; (at = strstr(at, "RESU")); at += 4)
        hits++;
    printf("%zu %ld %ld %zu %ld %ld %.12s\n", length, total, shouted, joined_length, vowels, hits,
           reverse);
    free(document);
    free(joined);
    free(reverse);
    return 0;
}
