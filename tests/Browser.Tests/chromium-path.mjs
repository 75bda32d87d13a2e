// Unpacks the Chromium that comes inside the npm package, once a version, and prints as JSON where it and what it links to lie.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { version } = JSON.parse(readFileSync(new URL("../../node_modules/@sparticuz/chromium/package.json", import.meta.url)));
const home = join(tmpdir(), `arshjulet-chromium-${version}`);
if (!existsSync(home)) {
  // Somewhere else first: whoever runs at the same time finds it whole or not at all.
  mkdirSync(tmpdir(), { recursive: true });
  const making = mkdtempSync(join(tmpdir(), "arshjulet-chromium-"));
  process.env.TMPDIR = making;

  // The package brings the libraries that a bare machine lacks, and unpacks them where it takes the machine for Amazon's.
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  await chromium.executablePath();
  try {
    renameSync(making, home);
  } catch {
    rmSync(making, { recursive: true });
  }
}

console.log(JSON.stringify({ path: join(home, "chromium"), libraries: join(home, "al2023", "lib"), fonts: join(home, "fonts") }));
