// What the leak sanitizer passes over: ITK 5.2 forgets its own structures when it refuses a broken NRRD file.

#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libITKNrrdIO";
}
#endif
