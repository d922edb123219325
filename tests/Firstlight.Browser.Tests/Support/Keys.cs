using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A person without mouse and touch: walks by Tab, sees where the focus is, presses.</summary>
internal sealed class Keys(Person person)
{
    // More stops than any of our pages has, the room with the devices of every test too.
    private const int StopsMax = 250;

    public Task PressAsync(string key) => person.Page.Keyboard.PressAsync(key);

    /// <summary>A new screen has come, and the keyboard starts at its heading.</summary>
    public async Task ArriveAsync(string heading)
    {
        await person.SeesHeadingAsync(heading, Patience.Device);
        await Expect(person.Heading(heading)).ToBeFocusedAsync();
    }

    /// <summary>Walks there and presses it.</summary>
    public async Task PressOnAsync(ILocator target, string key = "Enter")
    {
        await WalkToAsync(target);
        await PressAsync(key);
    }

    /// <summary>Walks there, holds the space bar as long as this takes, and lets go.</summary>
    public async Task HoldAsync(ILocator target, Func<Task> meanwhile)
    {
        await WalkToAsync(target);
        await person.Page.Keyboard.DownAsync("Space");
        await meanwhile();
        await person.Page.Keyboard.UpAsync("Space");
    }

    /// <summary>Walks there and types.</summary>
    public async Task TypeIntoAsync(ILocator target, string text)
    {
        await WalkToAsync(target);
        await PressAsync("Control+A");
        await person.Page.Keyboard.TypeAsync(text);
        await Expect(target).ToHaveValueAsync(text);
    }

    /// <summary>In an open list of choices: walks down to one and takes it.</summary>
    public async Task ChooseAsync(ILocator option)
    {
        await person.SeesAsync(option);
        for (var stop = 0; stop < StopsMax; stop++)
        {
            // The list's own mark of what Enter would take.
            if (await option.EvaluateAsync<bool>("element => element.hasAttribute('data-combobox-selected')"))
            {
                await PressAsync("Enter");
                return;
            }

            await PressAsync("ArrowDown");
        }

        throw new InvalidOperationException($"The arrow keys do not lead to {option}.");
    }

    private async Task WalkToAsync(ILocator target)
    {
        await person.SeesAsync(target);
        for (var stop = 0; stop < StopsMax; stop++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                await MarkedAsync();
                return;
            }

            await PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not lead to {target}.");
    }

    // An outline, or for fields a frame in the page's accent.
    private Task MarkedAsync() =>
        person.Page.WaitForFunctionAsync(
            """
            () => {
              const focused = document.activeElement;
              if (!focused.matches(":focus-visible")) return false;
              const style = getComputedStyle(focused);
              if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
              const probe = document.body.appendChild(document.createElement("i"));
              probe.style.color = "var(--input-bd-focus, var(--mantine-primary-color-filled))";
              const accent = getComputedStyle(probe).color;
              probe.remove();
              return [focused, focused.parentElement].some((frame) => getComputedStyle(frame).borderTopColor === accent);
            }
            """
        );
}
