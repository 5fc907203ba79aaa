// Opens pages in headless Chromium and says what it finds: accessibility (axe-core), how wide they get, what the
// browser refused to load, and the pages that come out of the printer. Jobs: {browser, pages: [{path, width}]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const { browser: executablePath, pages } = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

async function look({ path, width }) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, offline: true });
  const page = await context.newPage();
  const asked = [];
  const refused = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => refused.push(message.text()));
  await page.goto(`file://${path}`);
  const smallest = await page.evaluate(() =>
    Math.min(...[...document.querySelectorAll("svg text")].map((text) => {
      const scale = text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width;
      return scale * parseFloat(text.getAttribute("font-size"));
    })));
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  const scrolls = await page.evaluate("document.documentElement.scrollWidth");
  await page.evaluate(axe); // by the debugger's channel, which the page's own policy does not hold
  const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations", "incomplete"] }));
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await context.close();
  const told = (rules) => rules.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" | ")}`);
  return {
    violations: told(found.violations),
    incomplete: told(found.incomplete),
    rules: found.passes.length,
    asked: asked.filter((url) => !url.startsWith("file:")),
    refused,
    scrolls,
    smallest: Number.isFinite(smallest) ? smallest : null,
    pdf: pdf.toString("base64"),
  };
}

const results = [];
for (const page of pages) results.push(await look(page));
await browser.close();
console.log(JSON.stringify(results));
