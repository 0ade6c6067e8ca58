/** What telephones send for a reaction to a text, in the words of Apple and Google. */
const tapback =
  /^[\p{Cf}\s]*(liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted|removed an? \S+ from)\b/iu;
const emoji = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Cf}\p{Mn}\s]+( to ["“].*)?$/su;
const words = /^(ok|okay|k|kk|yes|y|yep|yeah|sure|got it|on it|ack|roger|thanks|thank you|thx)[\s.!]*$/i;

/** Is a text a reaction, or a word of agreement? Neither accepts anything: only the code does. Pure. */
export function isNod(body: string): boolean {
  const text = body.trim();
  return tapback.test(text) || emoji.test(text) || words.test(text);
}
