// A wire between the browser and the cloud that can be cut.
import net from "node:net";

export async function openWire(address) {
  const { hostname, port } = new URL(address);
  const sockets = new Set();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) return void near.destroy();
    const far = net.connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.pipe(other);
      // However one end goes, the other goes, too.
      one.on("error", () => other.destroy()).on("close", () => other.destroy() && sockets.delete(one));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cut,
    mend: () => void (isCut = false),
    end() {
      cut();
      server.close();
    },
  };
}
