// Loads what a view shows, again whenever something changed, and keeps the last answer while the next is on its way.
import { signal, useEffect, useRef, useState } from "./ui.js";
import { changed } from "./live.js";

export const wrote = signal(0);

export function useLoad(load, keys) {
  const [state, setState] = useState({ loading: true });
  const turn = useRef(0);
  const shown = JSON.stringify(keys);
  const [again, setAgain] = useState(0);
  useEffect(() => setState({ loading: true }), [shown]);
  useEffect(() => {
    const mine = ++turn.current;
    load().then(
      (data) => mine === turn.current && setState({ data }),
      (failure) => mine === turn.current && setState((before) => ({ ...before, loading: false, failure })),
    );
  }, [shown, again, changed.value, wrote.value]);
  return { ...state, reload: () => setAgain(again + 1) };
}
