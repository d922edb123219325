namespace Firstlight.Architecture.Tests;

/// <summary>
/// The attributes' own validation keeps what it converted in objects that every host of a process shares, and two hosts that start at once trip over each other there.
/// The validators that the compiler writes ([OptionsValidator]) do not.
/// </summary>
public sealed class OptionsTests
{
    [Fact]
    public void Settings_are_held_against_their_limits_by_validators_the_compiler_wrote()
    {
        var sources = Repository.Projects.SelectMany(project => project.Sources()).ToList();
        sources.ShouldContain(source => source.Text.Contains("[OptionsValidator]", StringComparison.Ordinal));
        sources
            .Where(source => source.Text.Contains(".ValidateDataAnnotations(", StringComparison.Ordinal))
            .Select(source => source.Path)
            .ShouldBeEmpty();
    }
}
