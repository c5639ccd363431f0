// What every event has: a CloudEvent 1.0. The types of the events themselves are in `events`.
import { isRecord } from "./errors.js";
import { TYPES, type Event } from "./events.js";

/** One change. It comes at least once, always under the same `id`; `sequence` counts the events of a `subject`. */
export interface Envelope<Type extends string, Data> {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  readonly subject: string;
  /** The instant at which it became true. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** Twelve digits. */
  readonly sequence: string;
  readonly tenantid: string;
  readonly correlationid?: string;
  readonly data: Data;
}

/** An event whose type, or version of it, this package may not know: `isKnown` says whether it does. */
export type AnyEvent = Envelope<string, unknown>;

/** Return the event of a CloudEvent, or of an EventBridge delivery of one. Throws TypeError where it is no event. */
export function parseEvent(data: unknown): AnyEvent {
  const event = isRecord(data) && isRecord(data["detail"]) ? data["detail"] : data;
  const isOne = isRecord(event) && ["id", "type", "subject"].every((name) => typeof event[name] === "string");
  if (!isOne || !isRecord(event["data"])) throw new TypeError("this is no event");
  return event as unknown as AnyEvent;
}

/** Say whether this package knows an event's type: then `switch (event.type)` knows its data. */
export function isKnown(event: AnyEvent): event is Event {
  return (TYPES as readonly string[]).includes(event.type);
}
