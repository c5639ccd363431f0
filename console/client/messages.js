// The words of the console in the reader's language: `t("goal.saved", { amount })`.
import { signal } from "./ui.js";

const LANGUAGES = { en: "English", de: "Deutsch" };
const loaded = {};
export const language = signal("en");

export async function useLanguage(wanted) {
  const name = wanted in LANGUAGES ? wanted : "en";
  loaded[name] ??= await (await fetch(new URL(`../messages/${name}.json`, import.meta.url))).json();
  document.documentElement.lang = name;
  language.value = name;
  remember("language", name);
}

export const preferredLanguage = () =>
  recall("language") ?? navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";

export const languages = () => Object.entries(LANGUAGES);

export function t(key, values = {}) {
  const text = loaded[language.value]?.[key];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export const known = (key) => loaded[language.value]?.[key] !== undefined;

// A choice of the reader's, kept by the browser where it may be; never anything of a saver's.
export function remember(name, value) {
  try {
    localStorage.setItem(`console.${name}`, value);
  } catch {
    // a browser that keeps nothing loses the choice with the page
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(`console.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}
