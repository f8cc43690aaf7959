/*
 * A ClickHouse server of the embedded engine: its `clickhouse local`, which can listen, asked from a C main because the
 * engine refuses the switched stacks of an FFI library. Ends with whoever holds the other end of descriptor 3.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *end_with_parent(void *unused) {
  char one;
  while (read(3, &one, 1) > 0) {}
  _exit(0);
  return unused;
}

int main(int argc, char **argv) {
  void *library = dlopen(argv[1], RTLD_NOW);
  void *(*query)(int, char **) = library ? dlsym(library, "chdb_query_cmdline") : NULL;
  if (!query) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  pthread_t watch;
  pthread_create(&watch, NULL, end_with_parent, NULL);
  query(argc - 1, argv + 1);
  return 0;
}
