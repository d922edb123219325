using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class ClaimCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void A_code_is_three_groups_of_six()
    {
        foreach (var code in Some(50))
            code.Reveal().ShouldMatch("^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){2}$");
    }

    [Fact]
    public void A_QR_token_always_has_the_same_code_and_another_one_another() =>
        Some(1_000).Select(code => code.Reveal()).ShouldBeUnique();

    [Fact]
    public void The_code_of_a_QR_token_never_changes() =>
        // Labels are printed once: another derivation would make them worthless.
        ClaimCode.Of(QrToken.From(new byte[QrToken.Bytes])).Reveal().ShouldBe(Frozen);

    [Fact]
    public void What_is_printed_is_read_back_however_it_is_typed()
    {
        foreach (var code in Some(50))
        {
            var printed = code.Reveal();
            string[] ways =
            [
                printed,
                printed.ToLowerInvariant(),
                printed.Replace("-", "", StringComparison.Ordinal),
                $" {printed.Replace('-', ' ')} ",
                printed.Replace('0', 'O').Replace('1', 'l'),
            ];
            foreach (var typed in ways)
            {
                ClaimCode.TryParse(typed, out var read).ShouldBeTrue(typed);
                read.LookupKey().ShouldBe(code.LookupKey());
            }
        }
    }

    [Fact]
    public void Every_single_wrong_character_is_noticed()
    {
        foreach (var code in Some(5))
        {
            var right = code.Reveal().Replace("-", "", StringComparison.Ordinal);
            for (var place = 0; place < right.Length; place++)
            {
                foreach (var other in Alphabet.Where(other => other != right[place]))
                {
                    var typed = $"{right[..place]}{other}{right[(place + 1)..]}";
                    ClaimCode.TryParse(typed, out _).ShouldBeFalse($"{typed} for {right}");
                }
            }
        }
    }

    [Fact]
    public void Two_neighbours_that_were_swapped_are_noticed()
    {
        foreach (var code in Some(50))
        {
            var right = code.Reveal().Replace("-", "", StringComparison.Ordinal);
            for (var place = 0; place + 1 < right.Length; place++)
            {
                if (right[place] == right[place + 1])
                    continue;
                var typed = $"{right[..place]}{right[place + 1]}{right[place]}{right[(place + 2)..]}";
                ClaimCode.TryParse(typed, out _).ShouldBeFalse($"{typed} for {right}");
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABC")]
    [InlineData("UUUUUU-UUUUUU-UUUUUU")]
    [InlineData("000000-000000-0000000")]
    [InlineData("00000ü-000000-000000")]
    public void What_cannot_be_a_code_is_none(string? text) => ClaimCode.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Printing_it_by_accident_shows_nothing()
    {
        Some(1).Single().ToString().ShouldBe("(claim code)");
        Should.Throw<InvalidOperationException>(() => default(ClaimCode).Reveal());
    }

    private const string Frozen = "26R3RD-KYJBNZ-4YNJ4N";

    private static IEnumerable<ClaimCode> Some(int count)
    {
        var random = new SeededRandom(7);
        var bytes = new byte[QrToken.Bytes];
        for (var index = 0; index < count; index++)
        {
            random.Fill(bytes);
            yield return ClaimCode.Of(QrToken.From(bytes));
        }
    }
}
