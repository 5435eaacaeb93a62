// Talks to a running host with what people use in JavaScript, unchanged: says something, and waits for the action that follows from it.
// Arguments: bootstrap servers, registry, schema file, user, text. Prints the action as JSON.
const fs = require("fs");
const { Kafka, logLevel } = require("kafkajs");
const { SchemaRegistry, SchemaType } = require("@kafkajs/confluent-schema-registry");

const [brokers, host, schemaFile, user, text] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "kafkajs", brokers: brokers.split(","), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host });

async function main() {
  const consumer = kafka.consumer({ groupId: "kafkajs" });
  await consumer.connect();
  await consumer.subscribe({ topic: "transcriptions.agent.action", fromBeginning: true });
  const action = new Promise((resolve, reject) =>
    consumer.run({
      eachMessage: async ({ message }) => {
        try {
          const value = await registry.decode(message.value);
          if (value.user_id === user) resolve(value);
        } catch (error) {
          reject(error);
        }
      },
    }).catch(reject));

  const schema = fs.readFileSync(schemaFile, "utf8");
  const { id } = await registry.register({ type: SchemaType.AVRO, schema }, { subject: "transcriptions.all-value" });
  const value = await registry.encode(id, { user, text, timestamp: new Date().toISOString() });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: "transcriptions.all", messages: [{ key: user, value }] });
  await producer.disconnect();

  console.log(JSON.stringify(await action));
  await consumer.disconnect();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
