import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/client";
import { sendImage } from "./imageUpload";

/** The browser's request, as far as an upload asks for it. */
class FakeRequest {
  static last: FakeRequest;
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  address = "";
  status = 0;
  responseText = "";
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  send = vi.fn();
  constructor() {
    FakeRequest.last = this;
  }
  open(_: string, address: string) {
    this.address = address;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  abort() {
    this.onabort();
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = typeof body === "string" ? body : JSON.stringify(body);
    this.onload();
  }
}

vi.stubGlobal("XMLHttpRequest", FakeRequest);
afterEach(() => vi.clearAllMocks());

const image = new File(["12345678"], "heater & co.bin");

test("the file itself is sent, under its name, and says how far it is", async () => {
  const sent = vi.fn();
  const answer = sendImage("TMPLheater", image, new AbortController().signal, sent);
  const request = FakeRequest.last;
  request.upload.onprogress?.({ loaded: 4 });
  request.answer(201, { id: 7 });
  await expect(answer).resolves.toEqual({ id: 7 });
  expect(request.address).toBe("/api/v1/templates/TMPLheater/firmware?fileName=heater+%26+co.bin");
  expect(request.send).toHaveBeenCalledWith(image);
  expect(request.headers["X-Firstlight"]).toBe("1");
  expect(sent).toHaveBeenCalledWith({ bytes: 4, of: 8 });
});

test("a refusal has the cloud's own sentence", async () => {
  const answer = sendImage("TMPLheater", image, new AbortController().signal, () => {});
  FakeRequest.last.answer(400, { code: "firmware_without_tag", detail: "The file has no firmware tag." });
  const problem = await answer.catch((error: unknown) => error as Problem);
  expect(problem).toBeInstanceOf(Problem);
  expect((problem as Problem).message).toBe("The file has no firmware tag.");
});

test("a broken connection says how far it came, and a person who stops it hears nothing", async () => {
  const broken = sendImage("TMPLheater", image, new AbortController().signal, () => {});
  FakeRequest.last.upload.onprogress?.({ loaded: 4 });
  FakeRequest.last.onerror();
  await expect(broken).rejects.toThrow("broke after 50 % of the file");

  const stopping = new AbortController();
  const stopped = sendImage("TMPLheater", image, stopping.signal, () => {});
  stopping.abort();
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
});
