/* Allocation: binary trees, many small ones beside a large one that lives on. */
#include <stdio.h>
#include <stdlib.h>

typedef struct Node {
    struct Node *left, *right;
} Node;

static Node *build(int depth)
{
    Node *node = malloc(sizeof *node);
    node->left = depth == 0 ? NULL : build(depth - 1);
    node->right = depth == 0 ? NULL : build(depth - 1);
    return node;
}

static long count(const Node *node)
{
    long total = 1;
    if (node->left)
        total += count(node->left);
    if (node->right)
        total += count(node->right);
    return total;
}

static void destroy(Node *node)
{
    if (node->left)
        destroy(node->left);
    if (node->right)
        destroy(node->right);
    free(node);
}

int main(int argc, char **argv)
{
    int depth = atoi(argv[argc - 1]);
    Node *long_lived = build(depth);
    for (int smaller = 4; smaller <= depth; smaller += 2) {
        long total = 0;
        for (long i = 1L << (depth - smaller + 4); i > 0; i--) {
            Node *tree = build(smaller);
            total += count(tree);
            destroy(tree);
        }
        printf("%d %ld\n", smaller, total);
    }
    printf("%d %ld\n", depth, count(long_lived));
    destroy(long_lived);
    return 0;
}
