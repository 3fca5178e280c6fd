/** Emoji by Slack's names: the common ones; an unknown name stays written as :name:. */

const NAMED = `
fire 🔥 eyes 👀 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎
tada 🎉 raised_hands 🙌 pray 🙏 clap 👏 wave 👋 hand ✋ raised_hand ✋ ok_hand 👌 muscle 💪 handshake 🤝 point_right 👉
point_left 👈 point_up ☝️ point_down 👇 smile 😄 smiley 😃 grinning 😀 slightly_smiling_face 🙂 blush 😊 grin 😁 joy 😂
wink 😉 heart_eyes 😍 sunglasses 😎 thinking_face 🤔 neutral_face 😐 expressionless 😑 confused 😕 slightly_frowning_face 🙁
frowning ☹️ white_frowning_face ☹️ disappointed 😞 worried 😟 weary 😩 tired_face 😫 sob 😭 cry 😢 sweat 😓 sweat_smile 😅
sleeping 😴 zzz 💤 relieved 😌 face_with_rolling_eyes 🙄 scream 😱 exploding_head 🤯 hugging_face 🤗 star-struck 🤩
heart ❤️ broken_heart 💔 star ⭐ star2 🌟 sparkles ✨ zap ⚡ boom 💥 100 💯 trophy 🏆 medal 🏅 sports_medal 🏅 crown 👑
rocket 🚀 dart 🎯 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 memo 📝 pencil 📝
pencil2 ✏️ clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 mag 🔍 lock 🔒 unlock 🔓 key 🔑 bar_chart 📊
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 calendar 📆 date 📅 spiral_calendar_pad 🗓️ clock1 🕐 clock9 🕘
alarm_clock ⏰ stopwatch ⏱️ hourglass ⌛ hourglass_flowing_sand ⏳ inbox_tray 📥 outbox_tray 📤 package 📦 email 📧
envelope ✉️ warning ⚠️ rotating_light 🚨 no_entry ⛔ no_entry_sign 🚫 construction 🚧 octagonal_sign 🛑 question ❓
grey_question ❔ exclamation ❗ information_source ℹ️ sos 🆘 ok 🆗 new 🆕 recycle ♻️ repeat 🔁 twisted_rightwards_arrows 🔀
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ leftwards_arrow_with_hook ↩️
arrows_counterclockwise 🔄 fast_forward ⏩ double_vertical_bar ⏸️ arrow_forward ▶️ black_square_for_stop ⏹️ heavy_plus_sign ➕
heavy_minus_sign ➖ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ small_red_triangle 🔺 palm_tree 🌴 beach_with_umbrella 🏖️ airplane ✈️
house 🏠 office 🏢 coffee ☕ seedling 🌱 herb 🌿 sunny ☀️ sunrise 🌅 partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ umbrella ☔
snowflake ❄️ rainbow 🌈 crescent_moon 🌙 fire_engine 🚒 fire_extinguisher 🧯 firefighter 🧑‍🚒 bug 🐛 broom 🧹 gear ⚙️ wrench 🔧
hammer 🔨 hammer_and_wrench 🛠️ toolbox 🧰 microscope 🔬 test_tube 🧪 balance_scale ⚖️ scales ⚖️ shield 🛡️ robot_face 🤖
busts_in_silhouette 👥 bust_in_silhouette 👤 technologist 🧑‍💻 teacher 🧑‍🏫 mortar_board 🎓 books 📚 book 📖 gift 🎁 balloon 🎈
birthday 🎂 cake 🍰 pizza 🍕 beers 🍻 turtle 🐢 snail 🐌 dog 🐶 cat 🐱 owl 🦉 see_no_evil 🙈 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣
five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟`;

const words = NAMED.trim().split(/\s+/);
const EMOJI = new Map(words.flatMap((word, index) => (index % 2 ? [] : [[word, words[index + 1]]])));

export const TO_REACT_WITH = [
  "fire", "eyes", "white_check_mark", "+1", "heart", "tada", "raised_hands", "pray", "thinking_face", "rocket",
  "warning", "hourglass_flowing_sand", "bulb", "100", "wave", "sob",
];

export const emoji = (name) => EMOJI.get(name.replace(/::skin-tone-\d$/, "")) ?? `:${name}:`;
export const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g, (_, name) => emoji(name));
