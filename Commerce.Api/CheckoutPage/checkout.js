// From an order that is to be paid in a window, through the window, to the order's end. The window comes back to this page.
const orderId = location.pathname.split("/").at(-1);
const query = new URLSearchParams(location.search);
const member = query.get("member") ?? "demo1";
const here = `${location.origin}${location.pathname}?member=${encodeURIComponent(member)}`;
const orderPath = `/api/v1/orders/${orderId}`;
const find = (id) => document.getElementById(id);

find("order").textContent = orderId;
find("member").textContent = member;
find("pay").addEventListener("click", () => attempt(openWindow));
find("again").addEventListener("click", () => attempt(renew));
await attempt(begin);

async function begin() {
  if (query.has("paymentKey")) {
    await pay(query.get("paymentKey"), Number(query.get("amount")));
  } else if (query.has("code")) {
    show("ERROR", `${query.get("code")}: ${query.get("message")}`);
    find("again").hidden = false;
  } else {
    await read();
  }
}

// The amount is the order's own: what stands in the address proves nothing, and the API refuses another.
async function pay(paymentKey, amount) {
  show("PENDING", "Your payment is being confirmed.");
  const { status, body } = await ask("POST", `${orderPath}/pay`, { paymentKey, amount });
  if (status >= 400) {
    show("ERROR", `${body.errorCode}: ${body.detail}`);
    find("again").hidden = false;
    return;
  }

  await follow();
}

async function follow() {
  for (;;) {
    const { status, body } = await ask("GET", orderPath, undefined, { Prefer: "wait=30" });
    if (status !== 200) {
      show("ERROR", `${body.errorCode}: ${body.detail}`);
      return;
    }

    tell(body.data);
    if (body.data.status !== "PENDING") {
      return;
    }
  }
}

async function read() {
  const { status, body } = await ask("GET", orderPath);
  if (status !== 200) {
    show("ERROR", `${body.errorCode}: ${body.detail}`);
    return;
  }

  tell(body.data);
  find("pay").hidden = body.data.checkout === undefined;
  find("again").hidden = body.data.status !== "PENDING" || body.data.checkout !== undefined;
}

async function openWindow() {
  const { body: order } = await ask("GET", orderPath);
  const { body: window } = await ask("GET", "/checkout/window");
  const checkout = order.data?.checkout;
  if (checkout === undefined) {
    await read();
  } else if (window.address === undefined) {
    show("ERROR", "Toss's own window is opened by Toss's script: docs/gateways/toss.md.");
  } else {
    const { clientKey, orderId, amount, orderName, customerKey } = checkout;
    location.assign(`${window.address}?${new URLSearchParams({
      clientKey, orderId, amount, orderName, customerKey, successUrl: here, failUrl: here,
    })}`);
  }
}

async function renew() {
  const { status, body } = await ask("POST", `${orderPath}/checkout`);
  if (status === 201) {
    await openWindow();
  } else {
    show("ERROR", `${body.errorCode}: ${body.detail}`);
  }
}

async function ask(method, path, content, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { ...headers, "X-USER-ID": member, "Accept-Language": "en", "Content-Type": "application/json" },
    body: content === undefined ? undefined : JSON.stringify(content),
  });
  return { status: response.status, body: await response.json() };
}

async function attempt(action) {
  find("pay").hidden = find("again").hidden = true;
  try {
    await action();
  } catch (error) {
    show("ERROR", `The shop does not answer: ${error.message}`);
  }
}

function tell(order) {
  find("total").textContent = `${order.payment.amount.toLocaleString("ko-KR")} won to pay`;
  show(order.status, order.failureReason ?? `${order.status}, payment ${order.payment.status}`);
}

function show(state, sentence) {
  find("state").dataset.state = state;
  find("state").textContent = sentence;
}
