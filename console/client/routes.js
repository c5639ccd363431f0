// Which view an address shows. Addresses are after the `#`, so that the files can be served from anywhere.
import { signal } from "./ui.js";

const read = () => location.hash.replace(/^#/, "") || "/";
export const address = signal(read());

addEventListener("hashchange", () => {
  address.value = read();
  scrollTo(0, 0);
});

export function match(pattern, path) {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const values = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":")) values[part.slice(1)] = decodeURIComponent(given[index]);
    else if (part !== given[index]) return null;
  }
  return values;
}

export const go = (path) => (location.hash = path);

export const paths = {
  household: (household) => `#/households/${household}`,
  of: (household, customer, rest) => `#/households/${household}/people/${customer}/${rest}`,
};
