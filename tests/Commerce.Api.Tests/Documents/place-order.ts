// What a shop's page does with the generated types: every number is a number, and nothing has to be asked for null.
import createClient from "openapi-fetch";
import type { components, paths } from "./commerce-api.d.ts";

const api = createClient<paths>({ baseUrl: "http://localhost:8080", headers: { "X-USER-ID": "demo1" } });

type Order = components["schemas"]["Order"];

export async function placeOrder(productId: number): Promise<Order> {
  const { data, error, response } = await api.POST("/api/v1/orders", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { items: [{ productId, quantity: 1 }], cardType: "SAMSUNG", cardNo: "4242-4242-4242-4242" },
  });
  if (error !== undefined) {
    const code: string = error.errorCode;
    throw new Error(`${code}: ${error.detail}, ${response.headers.get("Retry-After") ?? "now"}`);
  }

  const won: number = data.data.finalAmount;
  const cardNo: string | undefined = data.data.payment.cardNo;
  console.log(`${won} won, paid by ${cardNo ?? "points"}`);
  return data.data;
}

export async function placedOrders(): Promise<number> {
  const { data } = await api.GET("/api/v1/orders", { params: { query: { page: 0, size: 20 } } });
  const next: string | undefined = data?.data.nextCursor;
  return next === undefined ? (data?.data.content.length ?? 0) : (data?.data.totalElements ?? 0);
}
