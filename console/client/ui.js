// What every view is written with: one template tag, the hooks and the signals.
import { Fragment, h, render } from "preact";
import htm from "htm";

export { Fragment, render };
export { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
export { computed, effect, signal } from "@preact/signals";
export const html = htm.bind(h);
