// The manifest, for builds without `host build`, which writes it itself: `-DIMJOY_MANIFEST='"manifest.json"'`.
__asm__(".section \".custom_section.imjoy:manifest\",\"\",@\n.incbin \"" IMJOY_MANIFEST "\"\n.text\n");
