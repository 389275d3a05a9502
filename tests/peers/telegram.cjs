// The server and the client of telegram-test-api, for test_telegram_peer.py: node telegram.cjs MODULES PORT TOKEN USER.
// Each line that comes in is JSON: {"says": text} or {"presses": data}; "done" goes out when the server has it.
const [modules, port, token, user] = process.argv.slice(2);
const TelegramServer = require(`${modules}/telegram-test-api`);

const server = new TelegramServer({ host: "127.0.0.1", port: Number(port) });
const client = server.getClient(token, { userId: Number(user), chatId: Number(user) });

async function take(line) {
  const { says, presses } = JSON.parse(line);
  if (says !== undefined) await client.sendMessage(client.makeMessage(says));
  else await client.sendCallback(client.makeCallbackQuery(presses));
  console.log("done");
}

server.start().then(() => {
  require("readline").createInterface({ input: process.stdin }).on("line", take).on("close", () => process.exit(0));
  console.log("ready");
});
