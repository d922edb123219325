namespace Firstlight.Browser.Tests.Support;

/// <summary>A house on the first day: the cloud is empty and belongs to nobody.</summary>
public sealed class NewHouse(Chromium chromium) : House(chromium)
{
    public override async ValueTask InitializeAsync()
    {
        Cloud = await CloudProcess.StartWithoutOwnerAsync(
            Scratch.File("cloud"),
            Cancellation,
            "--web",
            BuiltPages.Folder
        );
        await StartWorkbenchAsync();
    }
}
