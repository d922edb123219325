// Reads ESP32 images with Espressif's own library (esptool-js) and tells each as a line of JSON:
//   node esp-image.js FILE …   {"file":"…","segments":5,"checksumFits":true,"digestFits":true}
// The library 0.7.0 reads the digest one byte too early, so the digest is looked at here, where the library says it should be.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");

async function main(files) {
  const { ESP32FirmwareImage } = await import("esptool-js/lib/image/esp32.js");
  const { ESP32ROM } = await import("esptool-js/lib/targets/esp32.js");
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(file));
    const image = new ESP32FirmwareImage(new ESP32ROM());
    await image.loadFromFile(bytes);
    const end = image.dataLength + 1;
    const digest = createHash("sha256").update(bytes.subarray(0, end)).digest();
    const line = {
      file,
      segments: image.segments.length,
      checksumFits: image.checksum === image.calculateChecksum(),
      digestFits: digest.equals(Buffer.from(bytes.subarray(end, end + digest.length))),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
