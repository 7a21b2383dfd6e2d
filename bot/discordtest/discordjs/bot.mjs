// An unmodified discord.js bot on the test server whose address and token the
// environment names: it logs in, registers a command, answers it and a button,
// and prints a line at each step.
import {
  ActionRowBuilder, ApplicationCommandOptionType, ButtonBuilder, ButtonStyle, Client, ContainerBuilder,
  Events, GatewayIntentBits, MessageFlags, TextDisplayBuilder,
} from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: `${process.env.DISCORD_URL}/api` },
  allowedMentions: { parse: [] },
});

const silent = { parse: [] };
const button = (id) => new ActionRowBuilder().addComponents(
  new ButtonBuilder().setCustomId(id).setLabel('Again').setStyle(ButtonStyle.Primary),
);

async function ask(interaction) {
  await interaction.deferReply();
  const question = interaction.options.getString('question', true);
  await interaction.editReply({ content: `You asked: ${question}`, components: [button('again')], allowedMentions: silent });
  await interaction.followUp({ content: 'One thing more.', flags: MessageFlags.Ephemeral, allowedMentions: silent });
  console.log('answered');
}

async function again(interaction) {
  await interaction.update({ content: 'Again.', components: [], allowedMentions: silent });
  const card = new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('A card.'));
  await interaction.followUp({ components: [card], flags: MessageFlags.IsComponentsV2, allowedMentions: silent });
  console.log('clicked');
}

client.on(Events.InteractionCreate, async (interaction) => {
  try {
    if (interaction.isChatInputCommand()) await ask(interaction);
    else if (interaction.isButton()) await again(interaction);
    else if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: 'A choice', value: 'choice' }]);
      console.log('completed');
    }
  } catch (error) {
    console.log(`failed: ${error}`);
  }
});

client.once(Events.ClientReady, async () => {
  await client.application.commands.set([{
    name: 'ask',
    description: 'Ask a question',
    options: [{
      name: 'question', description: 'What you want to know', type: ApplicationCommandOptionType.String, required: true, autocomplete: true,
    }],
  }]);
  console.log(`registered as ${client.user.tag}`);
});

process.stdin.on('end', async () => {
  await client.destroy();
  console.log('left');
}).resume();

await client.login(process.env.DISCORD_TOKEN);
