// The calls of the API that a checkout needs. Every type is generated from docs/openapi/commerce-api.json.
import createClient from "openapi-fetch";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { components, paths } from "./commerce-api.js";

type Schemas = components["schemas"];
export type Order = Schemas["Order"];
export type Product = Schemas["Product"];
export type Wish = Schemas["PlaceOrderRequest"];
type Problem = Schemas["Problem"];

/** What the API refused, in words that a buyer may read. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** One thing that happened to an order. */
export interface Happened {
  /** `order.state` first, then the events of docs/api.md. */
  readonly type: string;
  readonly status: string;
  /** When it happened, in UTC; none for the state that a stream begins with. */
  readonly timestamp?: string;
}

const pauseMs = 1_000;
const ends: readonly string[] = ["order.completed", "order.failed", "order.cancelled"];

export class Shop {
  readonly #api;
  readonly #headers: Record<string, string>;

  constructor(readonly address: string, member: string) {
    this.#headers = { "X-USER-ID": member };
    this.#api = createClient<paths>({ baseUrl: address, headers: this.#headers });
  }

  async products(): Promise<Product[]> {
    const { data, error } = await this.#api.GET("/api/v1/products", { params: { query: { sort: "likes_desc", size: 20 } } });
    return dataOf(data, error).content;
  }

  /**
   * Places an order. Whoever hears nothing sends it again under the same key: there is one order, however often it is sent.
   * @param key A name for this intent: a new one for each new wish.
   */
  async place(wish: Wish, key: string): Promise<Order> {
    const send = () => this.#api.POST("/api/v1/orders", { params: { header: { "Idempotency-Key": key } }, body: wish });
    const { data, error } = await send().catch(async () => {
      await pause();
      return send();
    });
    if (error?.orderId !== undefined) {
      return this.order(error.orderId); // It was recorded, and its state says what became of it.
    }

    return dataOf(data, error);
  }

  async order(orderId: number): Promise<Order> {
    const { data, error } = await this.#api.GET("/api/v1/orders/{orderId}", { params: { path: { orderId } } });
    return dataOf(data, error);
  }

  /** What happens to an order until it has ended. A stream that breaks off is opened again where it was. */
  async *follow(orderId: number): AsyncGenerator<Happened> {
    for (let last = ""; ; await pause()) {
      try {
        const stream = await this.#open(orderId, last);
        if (stream === null) {
          return; // Everything was told.
        }

        for await (const { id, event, data } of messagesOf(stream)) {
          const happened = read(event ?? "message", data);
          last = id ?? last;
          yield happened;
          if (ends.includes(happened.type) || (happened.type === "order.state" && happened.status !== "PENDING")) {
            return;
          }
        }
      } catch (error) {
        if (error instanceof Refused && error.problem.status < 500 && error.problem.status !== 429) {
          throw error; // Asking again would not help.
        }
      }
    }
  }

  // fetch and not EventSource, which cannot say who is asking.
  async #open(orderId: number, last: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
    const headers = last === "" ? this.#headers : { ...this.#headers, "Last-Event-ID": last };
    const response = await fetch(`${this.address}/api/v1/orders/${orderId}/events`, { headers });
    if (!response.ok) {
      throw new Refused(await response.json() as Problem);
    }

    return response.body;
  }
}

async function* messagesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (next.value.data !== "") {
      yield next.value;
    }
  }
}

function read(type: string, data: string): Happened {
  const parsed = JSON.parse(data) as { status?: string; timestamp?: string; data?: Schemas["EventData"] };
  const status = parsed.status ?? parsed.data?.status ?? "";
  return parsed.timestamp === undefined ? { type, status } : { type, status, timestamp: parsed.timestamp };
}

function dataOf<T>(envelope: { data: T } | undefined, error: Problem | undefined): T {
  if (envelope === undefined) {
    throw error === undefined ? new Error("The shop gave no answer.") : new Refused(error);
  }

  return envelope.data;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
