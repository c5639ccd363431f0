// Prints what the linter finds in the document: `node lint.mjs FILE`, one finding a line.
import { createConfig, lint } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended"] });
for (const { ruleId, message, location } of await lint({ ref: process.argv[2], config })) {
  console.log(`${ruleId}: ${message} ${location[0]?.pointer ?? ""}`);
}
