// One shape for what the four families answer to a request they refuse.
export class Failure extends Error {
  constructor({ status, message, fields = {}, shortfall = null, alternatives = [], requestId = null }) {
    super(message);
    Object.assign(this, { status, fields, shortfall, alternatives, requestId });
  }

  get offline() {
    return this.status === 0;
  }
}

const list = (value) => (Array.isArray(value) ? value.map(text) : [text(value)]);
const text = (value) => (typeof value === "string" ? value : (value?.detail ?? value?.message ?? JSON.stringify(value)));

function byField(errors) {
  const fields = {};
  for (const error of errors) (fields[error.field] ??= []).push(...list(error.errors ?? error.detail));
  return fields;
}

const byName = (errors) => Object.fromEntries(Object.entries(errors ?? {}).map(([name, value]) => [name, list(value)]));

function fieldsOf(body) {
  if (Array.isArray(body.errors)) return byField(body.errors);
  if (body.success === false) return byName(body.data);
  return byName(body.errors);
}

export function failure(status, body, requestId) {
  const said = body && typeof body === "object" ? body : {};
  return new Failure({
    status,
    message: said.detail ?? said.message ?? said.title ?? `HTTP ${status}`,
    fields: fieldsOf(said),
    shortfall: said.shortfall ?? null,
    alternatives: said.alternatives ?? [],
    requestId: said.request_id ?? requestId,
  });
}

export const unreachable = () => new Failure({ status: 0, message: "" });
