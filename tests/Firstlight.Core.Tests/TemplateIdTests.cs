using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class TemplateIdTests
{
    [Theory]
    [InlineData("TMPL00AABBCC")]
    [InlineData("TMPLx")]
    [InlineData("TMPL1234567890123456789012345678")]
    public void An_id_is_read(string text)
    {
        TemplateId.TryParse(text, out var id).ShouldBeTrue();
        id.Value.ShouldBe(text);
        id.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TMPL")]
    [InlineData("tmpl00AABBCC")]
    [InlineData("XTMPL00AABBCC")]
    [InlineData("TMPL00AABB-C")]
    [InlineData("TMPL00AABB C")]
    [InlineData("TMPL00AABBCÉ")]
    [InlineData("TMPL'; DROP TABLE Templates")]
    [InlineData("TMPL12345678901234567890123456789")]
    public void Anything_else_is_refused(string? text) => TemplateId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_new_id_has_eight_letters_or_digits_behind_its_prefix()
    {
        var random = new SeededRandom(7);
        for (var count = 0; count < 1_000; count++)
        {
            var id = TemplateId.New(random);

            id.Value.Length.ShouldBe(12);
            TemplateId.TryParse(id.Value, out var read).ShouldBeTrue();
            read.ShouldBe(id);
        }
    }

    [Fact]
    public void No_id_is_the_empty_text() => default(TemplateId).ToString().ShouldBe("");
}
