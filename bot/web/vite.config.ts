import { defineConfig } from "vite";

// One classic script, so that a single tag embeds the guide in any site.
export default defineConfig({
  publicDir: "public",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2020",
    cssCodeSplit: false,
    lib: { entry: "src/main.ts", formats: ["iife"], name: "ResolutionGuide", fileName: () => "widget.js" },
  },
});
