using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class ShortCodeTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void A_new_code_is_two_groups_of_four_without_look_alikes()
    {
        var random = new SeededRandom(1);

        for (var count = 0; count < 1_000; count++)
            ShortCode.New(random).Reveal().ShouldMatch("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$");
    }

    [Fact]
    public void Every_character_is_as_likely_as_any_other()
    {
        var random = new SeededRandom(2);

        var counts = Enumerable
            .Range(0, 20_000)
            .SelectMany(_ => ShortCode.New(random).Reveal().Replace("-", "", StringComparison.Ordinal))
            .CountBy(character => character)
            .ToList();

        counts.Count.ShouldBe(32);
        counts.ShouldAllBe(count => count.Value > 4_500 && count.Value < 5_500);
    }

    [Theory]
    [InlineData("ABCD-1230")]
    [InlineData("abcd-1230")]
    [InlineData("abcd1230")]
    [InlineData(" ab cd - 12 30 ")]
    [InlineData("ABCD-I23O")]
    [InlineData("abcd-l23o")]
    public void It_is_read_as_people_type_it(string typed)
    {
        ShortCode.TryParse(typed, out var code).ShouldBeTrue();

        code.Reveal().ShouldBe("ABCD-1230");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-123")]
    [InlineData("ABCD-12301")]
    [InlineData("ABCD_1230")]
    [InlineData("ÄBCD-1230")]
    [InlineData("--------")]
    public void Anything_else_is_no_code(string? typed) => ShortCode.TryParse(typed, out _).ShouldBeFalse();

    [Fact]
    public void Its_hash_depends_on_the_key()
    {
        ShortCode.TryParse("ABCD-1230", out var code).ShouldBeTrue();
        ShortCode.TryParse("abcd 1230", out var same).ShouldBeTrue();

        same.Hash(Key).ShouldBe(code.Hash(Key));
        code.Hash([1]).ShouldNotBe(code.Hash(Key));
    }

    [Fact]
    public void Its_text_never_shows_it()
    {
        var code = ShortCode.New(new SeededRandom(3));

        $"{code}".ShouldBe("(short code)");
    }
}
