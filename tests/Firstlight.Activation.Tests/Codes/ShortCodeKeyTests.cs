using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Activation.Tests.Codes;

public sealed class ShortCodeKeyTests
{
    private static readonly ShortCode Code = ShortCode.New(new SeededRandom(1));

    private readonly MemoryStore _store = new();
    private readonly LosableKeys _keys = new();

    [Fact]
    public async Task Every_process_of_an_installation_has_one_key()
    {
        var hashes = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(seed => Key(seed).HashAsync(Code, default).AsTask())
        );

        hashes.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_any_more_is_replaced_once()
    {
        var before = await Key(1).HashAsync(Code, default);
        _keys.Lose();

        var after = await Key(2).HashAsync(Code, default);

        after.ShouldNotBe(before);
        (await Key(3).HashAsync(Code, default)).ShouldBe(after);
    }

    private ShortCodeKey Key(int seed) => new(_store, _keys, new SeededRandom(seed), NullLogger<ShortCodeKey>.Instance);
}
