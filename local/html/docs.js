// The reference page: the published document, shown with a token of the local stack and the customer that was asked for.
const APP = "demo-app";
const KEPT = "customer";
const form = document.getElementById("caller");

async function token() {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: APP, client_secret: "demo-secret" });
  return (await (await fetch("/oauth2/token", { method: "POST", body })).json()).access_token;
}

function operations(api) {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
}

// With a customer, each call but those about whole households has both headers filled in.
function namesCaller(operation, customer) {
  const known = { "X-Client-Id": APP, "X-Customer-Id": customer };
  const isOfHousehold = operation.tags.includes("Households");
  operation.parameters = operation.parameters.map((parameter) =>
    known[parameter.name] && !isOfHousehold ? { ...parameter, required: true, example: known[parameter.name] } : parameter,
  );
}

// A call by clients/typescript, which names app and customer itself.
function typescript({ path, method, operation }, customer) {
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "…"]);
  const params = variables.length ? { path: Object.fromEntries(variables) } : undefined;
  const body = operation.requestBody?.content["application/json"].example;
  const given = params || body ? `, ${JSON.stringify({ params, body }, null, 2)}` : "";
  const caller = operation.tags.includes("Households") ? "bank" : `bank.actingFor("${customer || "…"}")`;
  return `import { Client } from "savings-goals-client";

const bank = new Client("${location.origin}", { clientId: "${APP}", clientSecret: "demo-secret" });
const answer = await ${caller}.${method}("${path}"${given});`;
}

async function show() {
  const customer = localStorage.getItem(KEPT) ?? "";
  form.elements.customer.value = customer;
  const [bearer, api] = await Promise.all([token(), fetch("/openapi.json").then((answer) => answer.json())]);
  api.servers = [{ url: location.origin, description: "This stack" }, ...api.servers.slice(1)];
  for (const one of operations(api)) {
    if (customer) namesCaller(one.operation, customer);
    one.operation["x-codeSamples"] = [{ lang: "TypeScript", label: "TypeScript", source: typescript(one, customer) }];
  }
  for (const flow of Object.values(api.components.securitySchemes.tokens.flows)) {
    flow.tokenUrl = `${location.origin}/oauth2/token`;
  }
  const credentials = { token: bearer, "x-scalar-client-id": APP, clientSecret: "demo-secret" };
  Scalar.createApiReference("#reference", {
    content: api,
    authentication: {
      preferredSecurityScheme: "tokens",
      securitySchemes: { tokens: { flows: { clientCredentials: credentials } } },
    },
    defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
    hiddenClients: {
      ...Object.fromEntries(
        ["c", "clojure", "csharp", "dart", "fsharp", "go", "http", "java", "js", "kotlin", "node", "objc", "ocaml"].map((one) => [one, true]),
      ),
      ...Object.fromEntries(["php", "powershell", "r", "ruby", "rust", "swift"].map((one) => [one, true])),
      shell: ["httpie", "wget"],
      python: ["python3", "aiohttp", "httpx_async", "httpx_sync"],
    },
    hideClientButton: true,
    showDeveloperTools: "never",
    documentDownloadType: "json",
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
  });
}

// A household of one person with an account, so that the next call can be about something.
async function makeFamily() {
  const headers = { Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" };
  const post = async (path, body) => (await (await fetch(path, { method: "POST", headers, body: JSON.stringify(body) })).json()).data;
  const person = { FirstName: "Tina", LastName: "Edwards", DateOfBirth: "1990-05-04" };
  const made = await post("/api/v2/household", {
    HouseholdLabel: "The Edwards family", TimeZone: "Europe/London", Currency: "GBP", Clients: [person],
  });
  const ClientGUID = made.Clients[0].ClientGUID;
  await post(`/api/v2/household/${made.HouseholdGUID}/savings`, {
    ClientGUID, SavingsDescription: "Rainy days", SavingsType: 2, Value: 2500, ValueDate: "2024-01-01",
  });
  return ClientGUID;
}

// The component writes its place into the address, also where only its layout has moved: until the reader moves, the
// section that they came for counts.
let section = location.hash;
for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  document.getElementById("reference").addEventListener(move, () => { section = ""; }, { passive: true });
}

function callFor(customer) {
  localStorage.setItem(KEPT, customer);
  if (section) history.replaceState(null, "", section);
  location.reload();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  callFor(form.elements.customer.value.trim());
});
document.getElementById("family").addEventListener("click", async () => callFor(await makeFamily()));
// Once the component is here, which is large; the form works before.
document.addEventListener("DOMContentLoaded", () => show().catch((error) => {
  form.querySelector("output").textContent = `This page could not be made: ${error.message}`;
}));
