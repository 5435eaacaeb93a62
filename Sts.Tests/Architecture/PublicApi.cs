using System.Reflection;
using System.Text;

namespace Sts.Tests.Architecture;

/// <summary>Writes down what an assembly offers others, a line for each type and member, in an order of its own.</summary>
internal static class PublicApi
{
    // Made by a tool for a tool; nobody builds on them.
    private const string Migrations = ".Migrations";

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(type => type.Namespace?.Contains(Migrations, StringComparison.Ordinal) != true).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            var lines = type.GetMembers(Declared).Select(member => Describe(member)).OfType<string>().Order(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                text.Append(Name(type)).Append(": ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object)
            ? type.GetInterfaces()
            : [type.BaseType, .. type.GetInterfaces().Except(type.BaseType.GetInterfaces())];
        var list = string.Join(", ", bases.Where(b => b.IsVisible).Select(Name).Order(StringComparer.Ordinal));
        return $"{kind} {Name(type)}{(list.Length > 0 && !type.IsEnum ? $" : {list}" : "")}";
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        // Records' own machinery, and what stands behind properties and events.
        { Name: var name } when name.Contains('<', StringComparison.Ordinal) || name is "EqualityContract" or "PrintMembers" => null,
        FieldInfo { IsPublic: true } field => $"{(field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}" : $"{Static(field.IsStatic)}{Name(field.FieldType)} {field.Name}")}",
        PropertyInfo property when IsOffered(property.GetMethod) || IsOffered(property.SetMethod) =>
            $"{Static((property.GetMethod ?? property.SetMethod)!.IsStatic)}{Name(property.PropertyType)} {property.Name} {{{(IsOffered(property.GetMethod) ? " get;" : "")}{(IsOffered(property.SetMethod) ? " set;" : "")} }}",
        ConstructorInfo constructor when IsOffered(constructor) => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsOffered(method) =>
            $"{Static(method.IsStatic)}{(method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "")}{Name(method.ReturnType)} {method.Name}"
            + $"{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "")}({Parameters(method)})",
        _ => null,
    };

    private static bool IsOffered(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return $"ref {Name(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
