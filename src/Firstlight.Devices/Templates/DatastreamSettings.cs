using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What goes together in a datastream beyond its range and default: history, digits, how long a value holds, words of an enumeration.</summary>
internal static class DatastreamSettings
{
    public const int DecimalsMax = 10;
    public const int WordsMax = 100;
    public const int WordCharactersMax = 50;

    private static readonly TimeSpan ExpiryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpiryMax = TimeSpan.FromDays(366);

    public static Outcome<Datastream> Check(Datastream datastream)
    {
        if (!Enum.IsDefined(datastream.History))
            return Refusal.Invalid("history", "There is no such history: Raw, Minutes or None.");
        if (datastream.History is DatastreamHistory.Minutes && !DatastreamRules.IsNumber(datastream.Type))
            return Refusal.Invalid("history", $"A datastream of type {datastream.Type} has no averages: Raw or None.");
        if (datastream.Decimals is { } decimals)
        {
            if (datastream.Type is not DatastreamType.Double)
                return Refusal.Invalid("decimals", "Only a Double has digits behind the point; leave decimals out.");
            if (decimals is < 0 or > DecimalsMax)
                return Refusal.Invalid("decimals", $"There are 0 to {DecimalsMax} digits behind the point.");
        }

        if (datastream.ExpiresAfter is { } span && (span < ExpiryMin || span > ExpiryMax))
            return Refusal.Invalid("expiresAfterSeconds", "A value holds for one second to 366 days.");
        return CheckWords(datastream);
    }

    private static Outcome<Datastream> CheckWords(Datastream datastream)
    {
        if (datastream.Words is not { Count: > 0 } words)
            return datastream.Fallback is null
                ? datastream with
                {
                    Words = null,
                }
                : Refusal.Invalid("fallback", "A fallback is one of the words; give words, or leave it out.");
        if (datastream.Type is not DatastreamType.Enum)
            return Refusal.Invalid("words", $"A datastream of type {datastream.Type} has no words; leave them out.");
        if (words.Count > WordsMax)
            return Refusal.Invalid("words", $"There are at most {WordsMax} words.");
        var clean = new List<EnumWord>(words.Count);
        foreach (var word in words)
        {
            var text = TextRules.Take("words", word.Text, WordCharactersMax);
            if (!text.Succeeded)
                return text.Refusal;
            if (clean.Exists(other => other.Value == word.Value))
                return Refusal.Invalid("words", $"{word.Value} stands for two words.");
            if (word.Color is { } color && !IsColor(color))
                return Refusal.Invalid("words", $"The colour of '{text.Value}' is not written as #RRGGBB.");
            clean.Add(word with { Text = text.Value });
        }

        return datastream.Fallback is { } fallback && !clean.Exists(word => word.Value == fallback)
            ? Refusal.Invalid("fallback", $"{fallback} stands for no word.")
            : datastream with
            {
                Words = clean,
            };
    }

    private static bool IsColor(string text) =>
        text is ['#', _, _, _, _, _, _] && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create(
        "0123456789abcdefABCDEF"
    );
}
