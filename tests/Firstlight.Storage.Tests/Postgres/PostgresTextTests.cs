using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Tests.Postgres;

public sealed class PostgresTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain 家 🔥")]
    [InlineData("a\0b")]
    [InlineData("\0\0")]
    [InlineData("\u0001")]
    [InlineData("\u00010\u00011")]
    [InlineData("\0" + "1\u0001" + "0")]
    public void A_text_comes_back_and_is_written_without_NUL(string text)
    {
        var written = PostgresText.Write(text);
        written.ShouldNotContain('\0');
        PostgresText.Read(written).ShouldBe(text);
    }

    [Fact]
    public void The_order_of_texts_stays()
    {
        string[] texts = ["", "\0", "\0a", "\u0001", "\u0001a", "\u0002", "0", "1", "a", "a\0", "a\u0001", "ab"];
        texts.Select(PostgresText.Write).Order(StringComparer.Ordinal).Select(PostgresText.Read).ShouldBe(texts);
    }

    [Fact]
    public void Half_a_character_becomes_the_sign_for_one() => PostgresText.Write("a\uD83D!").ShouldBe("a\uFFFD!");
}
