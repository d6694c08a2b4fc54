// Loaded before a program: whatever connects, listens, or asks for a name is written down, and ends the process.
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const report = (what) => {
  appendFileSync(process.env.SOCKETS, `${what} by ${process.argv.slice(2).join(" ")}\n`);
  process.exit(99);
};

const [net, dgram, dns] = ["node:net", "node:dgram", "node:dns"].map((name) => require(name));
net.Socket.prototype.connect = () => report("connect");
net.Server.prototype.listen = () => report("listen");
for (const name of ["bind", "connect", "send"])
  dgram.Socket.prototype[name] = () => report(`datagram ${name}`);
for (const place of [dns, dns.promises])
  for (const name of Object.keys(place))
    if (/^(?:lookup|resolve|reverse)/.test(name)) place[name] = () => report(`dns ${name}`);
