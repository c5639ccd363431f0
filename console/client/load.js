// Loads what a view shows, again whenever something changed, and keeps the last answer while the next is on its way.
import { signal, useEffect, useRef, useState } from "./ui.js";
import { changed } from "./live.js";

export const wrote = signal(0);

// `also` asks for another load while what was loaded is still shown.
export function useLoad(load, keys, also) {
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
  }, [shown, also, again, changed.value, wrote.value]);
  return { ...state, reload: () => setAgain(again + 1) };
}

// A list a page at a time: `load` is given the address of a page, and its data has the `page` as `onePage` answers it.
export function usePaged(first, load, keys) {
  const [addresses, setAddresses] = useState([first]);
  const loaded = useLoad(() => load(addresses.at(-1)), keys, addresses.length);
  const next = loaded.data?.page.next;
  return {
    ...loaded,
    number: addresses.length,
    next,
    back: () => addresses.length > 1 && setAddresses(addresses.slice(0, -1)),
    onward: () => next && next !== addresses.at(-1) && setAddresses([...addresses, next]),
  };
}
