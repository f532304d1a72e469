/* JSON: a parser and a printer, on a document of nested records. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NIL, BOOL, NUMBER, TEXT, ARRAY, OBJECT } Kind;

/* An array's items or an object's members are a vector, as is usual for small objects. */
typedef struct Value {
    Kind kind;
    long number;
    char *text;
    struct Value *items;
    char **names;
    size_t count, space;
} Value;

typedef struct {
    char *text;
    size_t length, space;
} Buffer;

static void write_bytes(Buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->length + length >= buffer->space)
        buffer->text = realloc(buffer->text, buffer->space = (buffer->length + length) * 2 + 64);
    memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = 0;
}

static void emit_text(const char *text, Buffer *buffer)
{
    write_bytes(buffer, "\"", 1);
    for (;;) {
        size_t plain = strcspn(text, "\"\\\n");
        write_bytes(buffer, text, plain);
        text += plain;
        if (!*text)
            break;
        write_bytes(buffer, "\\", 1);
        write_bytes(buffer, *text == '\n' ? "n" : text, 1);
        text++;
    }
    write_bytes(buffer, "\"", 1);
}

static void emit(const Value *value, Buffer *buffer)
{
    char digits[24];
    switch (value->kind) {
    case NIL:
        write_bytes(buffer, "null", 4);
        break;
    case BOOL:
        write_bytes(buffer, value->number ? "true" : "false", value->number ? 4 : 5);
        break;
    case NUMBER:
        write_bytes(buffer, digits, (size_t)sprintf(digits, "%ld", value->number));
        break;
    case TEXT:
        emit_text(value->text, buffer);
        break;
    case ARRAY:
    case OBJECT:
        write_bytes(buffer, value->kind == ARRAY ? "[" : "{", 1);
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                write_bytes(buffer, ",", 1);
            if (value->kind == OBJECT) {
                emit_text(value->names[i], buffer);
                write_bytes(buffer, ":", 1);
            }
            emit(&value->items[i], buffer);
        }
        write_bytes(buffer, value->kind == ARRAY ? "]" : "}", 1);
    }
}

static long total(const Value *value)
{
    long sum = 0;
    if (value->kind == NUMBER)
        return value->number;
    if (value->kind == TEXT)
        return (long)strlen(value->text);
    for (size_t i = 0; i < value->count; i++)
        sum += total(&value->items[i]);
    return sum;
}

static void destroy(Value *value)
{
    free(value->text);
    for (size_t i = 0; i < value->count; i++) {
        if (value->names)
            free(value->names[i]);
        destroy(&value->items[i]);
    }
    free(value->items);
    free(value->names);
}

static const char *at;

static void skip_space(void)
{
    while (*at == ' ' || *at == '\n')
        at++;
}

static void expect(const char *word)
{
    size_t length = strlen(word);
    if (strncmp(at, word, length) != 0) {
        fprintf(stderr, "expected %s\n", word);
        exit(1);
    }
    at += length;
}

static char *parse_text(void)
{
    const char *end = ++at;
    while (*end != '"')
        end += *end == '\\' ? 2 : 1;
    char *text = malloc(end - at + 1), *to = text;
    for (; at < end; at++) {
        if (*at == '\\') {
            at++;
            *to++ = *at == 'n' ? '\n' : *at;
        } else {
            *to++ = *at;
        }
    }
    *to = 0;
    at++;
    return text;
}

static Value parse_value(void)
{
    Value value = {0};
    skip_space();
    switch (*at) {
    case '"':
        value.kind = TEXT;
        value.text = parse_text();
        return value;
    case 't':
        expect("true");
        value.kind = BOOL;
        value.number = 1;
        return value;
    case 'f':
        expect("false");
        value.kind = BOOL;
        return value;
    case 'n':
        expect("null");
        return value;
    case '[':
    case '{':
        break;
    default: {
        char *end;
        value.kind = NUMBER;
        value.number = strtol(at, &end, 10);
        at = end;
        return value;
    }
    }
    value.kind = *at++ == '[' ? ARRAY : OBJECT;
    char close = value.kind == ARRAY ? ']' : '}';
    skip_space();
    while (*at != close) {
        if (value.count == value.space) {
            value.space = value.space * 2 + 4;
            value.items = realloc(value.items, value.space * sizeof *value.items);
            if (value.kind == OBJECT)
                value.names = realloc(value.names, value.space * sizeof *value.names);
        }
        skip_space();
        if (value.kind == OBJECT) {
            value.names[value.count] = parse_text();
            skip_space();
            expect(":");
        }
        value.items[value.count] = parse_value();
        value.count++;
        skip_space();
        if (*at == ',')
            at++;
    }
    at++;
    return value;
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]);
    char *text = malloc(size * 160 + 64), *end = text;
    end += sprintf(end, "{\"records\": [");
    for (long i = 0; i < size; i++) {
        end += sprintf(end, "%s{\"id\": %ld, \"name\": \"user \\\"%ld\\\"\", \"active\": true,\n",
                       i ? ", " : "", i, i % 100);
        end += sprintf(end, " \"scores\": [%ld, -%ld, %ld], \"parent\": null}", i % 7, i % 11,
                       i * 13);
    }
    end += sprintf(end, "]}");
    at = text;
    Value value = parse_value();
    Buffer printed = {0};
    emit(&value, &printed);
    at = printed.text;
    Value again = parse_value();
    printf("%ld %zu %ld %s\n", (long)(end - text), printed.length, total(&value),
           total(&again) == total(&value) ? "True" : "False");
    destroy(&value);
    destroy(&again);
    free(printed.text);
    free(text);
    return 0;
}
