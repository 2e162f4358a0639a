// The page: a product, a card, a button, and what becomes of the order, live.
import { Refused, Shop, type Happened, type Order } from "./shop.js";

const query = new URLSearchParams(location.search);
const shop = new Shop(query.get("api") ?? "http://localhost:8080", query.get("member") ?? "demo1");

const form = element("order", HTMLFormElement);
const product = element("product", HTMLSelectElement);
const quantity = element("quantity", HTMLInputElement);
const card = element("card", HTMLSelectElement);
const button = element("pay", HTMLButtonElement);
const state = element("state", HTMLOutputElement);
const steps = element("steps", HTMLOListElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(buy);
});
await attempt(showProducts);

async function showProducts(): Promise<void> {
  for (const { id, name, price, stock } of await shop.products()) {
    const option = new Option(`${name}: ${price.toLocaleString("ko-KR")} won, ${stock > 0 ? `${stock} left` : "sold out"}`, String(id));
    option.disabled = stock === 0;
    product.add(option);
  }

  button.disabled = false;
}

async function buy(): Promise<void> {
  button.disabled = true;
  steps.replaceChildren();
  show("PLACING", "Your order is on its way.");
  try {
    const wish = {
      items: [{ productId: Number(product.value), quantity: quantity.valueAsNumber }],
      cardType: "SAMSUNG",
      cardNo: card.value,
    };
    const order = await shop.place(wish, crypto.randomUUID());
    for await (const happened of shop.follow(order.id)) {
      step(happened);
      if (happened.status === "PENDING") {
        show("PENDING", `Order ${order.id}: the bank decides. You are not asked to pay twice, however long it takes.`);
      }
    }

    tell(await shop.order(order.id));
  } finally {
    button.disabled = false;
  }
}

function tell(order: Order): void {
  show(order.status, order.status === "COMPLETED"
    ? `Order ${order.id} is paid: ${order.finalAmount.toLocaleString("ko-KR")} won. Thank you.`
    : `Order ${order.id} was not paid: ${order.failureReason ?? order.status} Nothing was charged.`);
}

async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const code = error instanceof Refused ? error.problem.errorCode : "";
    show("ERROR", `${error instanceof Error ? error.message : String(error)} ${code}`.trim());
  }
}

function show(name: string, sentence: string): void {
  state.dataset["state"] = name;
  state.value = sentence;
}

function step({ type, status, timestamp }: Happened): void {
  const item = document.createElement("li");
  const time = timestamp === undefined ? new Date() : new Date(timestamp);
  item.textContent = `${time.toLocaleTimeString()}  ${type}  ${status}`;
  steps.append(item);
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) {
    return found;
  }

  throw new Error(`The page has no ${id}.`);
}
