/* Bytes: requests as HTTP/1.1 has them, cut out of a stream and taken apart. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *start;
    size_t length;
} Span;

enum { HEADERS_MAX = 16 };

typedef struct {
    Span method, path, body;
    struct {
        char name[32];
        Span value;
    } headers[HEADERS_MAX];
    int header_count;
} Request;

static const char *const METHODS[] = {"GET", "POST", "PUT", "DELETE"};

static char *stream(long size, size_t *length)
{
    char *start = malloc(size * 160 + 1), *end = start;
    for (long i = 0; i < size; i++) {
        size_t body = i % 4 == 1 || i % 4 == 2 ? i % 32 : 0;
        end += sprintf(end, "%s /items/%ld?page=3 HTTP/1.1\r\n", METHODS[i % 4], i);
        end += sprintf(end, "Host: example.org\r\nUser-Agent: bench/1.0\r\nAccept: */*\r\n");
        if (body)
            end += sprintf(end, "Content-Length: %zu\r\n", body);
        end = mempcpy(end, "\r\n", 2);
        memset(end, 'x', body);
        end += body;
    }
    *length = end - start;
    return start;
}

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static int is_token(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)name[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
              || (byte >= '0' && byte <= '9') || byte == '-'))
            return 0;
    }
    return length > 0;
}

static void parse_head(Request *request, const char *head, const char *end)
{
    const char *line_end = memmem(head, end - head, "\r\n", 2);
    if (!line_end)
        line_end = end;
    const char *space = memchr(head, ' ', line_end - head);
    const char *second = memchr(space + 1, ' ', line_end - space - 1);
    if (line_end - second != 9 || memcmp(second + 1, "HTTP/1.1", 8) != 0)
        fail("version");
    request->method = (Span){head, space - head};
    const char *query = memchr(space + 1, '?', second - space - 1);
    request->path = (Span){space + 1, (query ? query : second) - space - 1};
    request->body.length = 0;
    request->header_count = 0;
    while (line_end < end) {
        const char *line = line_end + 2;
        line_end = memmem(line, end - line, "\r\n", 2);
        if (!line_end)
            line_end = end;
        const char *colon = memchr(line, ':', line_end - line);
        size_t length = colon - line;
        if (!is_token(line, length) || length > 31 || request->header_count == HEADERS_MAX)
            fail("header");
        char *name = request->headers[request->header_count].name;
        for (size_t i = 0; i < length; i++)
            name[i] = (char)tolower(line[i]);
        name[length] = 0;
        const char *value = colon + 1, *value_end = line_end;
        while (value < value_end && isspace((unsigned char)*value))
            value++;
        while (value_end > value && isspace((unsigned char)value_end[-1]))
            value_end--;
        request->headers[request->header_count++].value = (Span){value, value_end - value};
    }
}

int main(int argc, char **argv)
{
    size_t length;
    char *data = stream(atol(argv[argc - 1]), &length);
    long requests = 0, bodies = 0, posts = 0;
    uint32_t checksum = 0;
    for (const char *at = data, *end = data + length; at < end;) {
        Request request;
        const char *head_end = memmem(at, end - at, "\r\n\r\n", 4);
        parse_head(&request, at, head_end);
        at = head_end + 4;
        for (int i = 0; i < request.header_count; i++)
            if (strcmp(request.headers[i].name, "content-length") == 0) {
                size_t body = 0;
                for (size_t j = 0; j < request.headers[i].value.length; j++)
                    body = body * 10 + (size_t)(request.headers[i].value.start[j] - '0');
                request.body = (Span){at, body};
                at += body;
            }
        requests++;
        bodies += (long)request.body.length;
        posts += request.method.length == 4 && memcmp(request.method.start, "POST", 4) == 0;
        for (size_t i = 0; i < request.path.length; i++)
            checksum = checksum * 31 + (unsigned char)request.path.start[i];
    }
    printf("%ld %ld %ld %u\n", requests, bodies, posts, checksum);
    free(data);
    return 0;
}
