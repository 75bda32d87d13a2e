// Unpacks the Chromium that comes inside the npm package, once, and prints where it lies.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
